"""The page « Corbeille » of the back office: what was deleted, by whom, when, and the button that takes it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from redaction import actions, corbeille
from redaction.actions_corbeille import restaurer_ligne
from redaction.admin_lignes_jetees import AvecCorbeille
from redaction.models import LigneJetee
from redaction.publication import GARDE, Statut
from redaction.transitions import RESTAURER
from socle.envois import une_seule_fois
from socle.perms import a_le_droit

PAR_PAGE = 50


def entree():
    """Return the entry of the menu, as `AdminSite.get_app_list` has them."""
    adresse = reverse("admin:corbeille")
    modele = {"name": "Corbeille", "object_name": "Corbeille", "admin_url": adresse, "add_url": None, "perms": {}}
    return {
        "name": "Corbeille",
        "icone": "corbeille",
        "app_label": "corbeille",
        "app_url": adresse,
        "has_module_perms": True,
        "models": [modele],
        "ouverte": False,
    }


def page(request, site):
    """List what is in the bin, of the kinds that this user may read, latest first."""
    lisibles = [modele for modele in corbeille.modeles() if a_le_droit(request.user, "view", modele)]
    jetables = [modele for modele, leur in site._registry.items() if isinstance(leur, AvecCorbeille)]
    jetables = [modele for modele in jetables if a_le_droit(request.user, "view", modele)]
    tous = [*corbeille.jetes(lisibles), *map(_presenter, corbeille.lignes_jetees(jetables))]
    tous.sort(key=lambda un: un.le, reverse=True)
    jetes = Paginator(tous, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        **site.each_context(request),
        "title": "Corbeille",
        "page": jetes,
        "jours": GARDE.days,
        "lignes": [(un, un.contenu._meta.label_lower, _peut_restaurer(request.user, un.contenu)) for un in jetes],
    }
    return TemplateResponse(request, "admin/corbeille.html", contexte)


def _presenter(jetee):
    return corbeille.Jete(jetee, jetee.par, jetee.le)


def _peut_restaurer(utilisateur, contenu):
    """Who deletes puts in and takes out."""
    if isinstance(contenu, LigneJetee):
        return a_le_droit(utilisateur, "delete", contenu.type_objet.model_class())
    return RESTAURER.droit(utilisateur, contenu)


@require_POST
@une_seule_fois
def restaurer(request):
    """Take a content out of the bin, then lead to its form: it is a draft. A row comes back as it was."""
    contenu = _contenu(request.POST.get("contenu", ""))
    try:
        if isinstance(contenu, LigneJetee):
            return _restaurer_ligne(request, contenu)
        actions.passer(contenu=contenu, transition=RESTAURER, par=request.user)
    except ValidationError as erreur:
        messages.error(request, " ".join(erreur.messages))
        return HttpResponseRedirect(reverse("admin:corbeille"))
    messages.success(request, RESTAURER.succes(contenu))
    return _vers_la_fiche(contenu)


def _restaurer_ligne(request, jetee):
    """Put a row back. Raises ValidationError."""
    if not _peut_restaurer(request.user, jetee):
        raise PermissionDenied
    objet, perdues = restaurer_ligne(jetee=jetee, par=request.user)
    messages.success(request, f"« {objet} » est sorti de la corbeille, tel qu’il était.")
    for perdue in perdues:
        messages.warning(request, f"N’est pas revenu avec lui : {perdue}.")
    return _vers_la_fiche(objet)


def _vers_la_fiche(objet):
    options = objet._meta
    return HttpResponseRedirect(reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[objet.pk]))


def _contenu(cle):
    """Return the content in the bin that a button names, « actualites.actualite:12 »."""
    label, _, numero = cle.partition(":")
    modele = next((un for un in (*corbeille.modeles(), LigneJetee) if un._meta.label_lower == label), None)
    if modele is None or not (numero.isascii() and numero.isdecimal() and len(numero) < 19):
        raise Http404("Ce contenu n’est pas à la corbeille.")
    jetes = modele.objects.filter(pk=numero)
    contenu = (jetes if modele is LigneJetee else jetes.filter(statut=Statut.CORBEILLE)).first()
    if contenu is None:
        raise Http404("Ce contenu n’est pas, ou plus, à la corbeille.")
    return contenu
