"""The page « Corbeille » of the back office: what was deleted, by whom, when, and the button that takes it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from redaction import actions, corbeille
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
    jetes = Paginator(corbeille.jetes(lisibles), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        **site.each_context(request),
        "title": "Corbeille",
        "page": jetes,
        "jours": GARDE.days,
        "lignes": [(un, un.contenu._meta.label_lower, RESTAURER.droit(request.user, un.contenu)) for un in jetes],
    }
    return TemplateResponse(request, "admin/corbeille.html", contexte)


@require_POST
@une_seule_fois
def restaurer(request):
    """Take a content out of the bin, then lead to its form: it is a draft."""
    contenu = _contenu(request.POST.get("contenu", ""))
    try:
        actions.passer(contenu=contenu, transition=RESTAURER, par=request.user)
    except ValidationError as erreur:
        messages.error(request, " ".join(erreur.messages))
        return HttpResponseRedirect(reverse("admin:corbeille"))
    messages.success(request, RESTAURER.succes(contenu))
    options = contenu._meta
    return HttpResponseRedirect(reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[contenu.pk]))


def _contenu(cle):
    """Return the content in the bin that a button names, « actualites.actualite:12 »."""
    label, _, numero = cle.partition(":")
    modele = next((un for un in corbeille.modeles() if un._meta.label_lower == label), None)
    if modele is None or not (numero.isascii() and numero.isdecimal() and len(numero) < 19):
        raise Http404("Ce contenu n’est pas à la corbeille.")
    contenu = modele.objects.filter(pk=numero, statut=Statut.CORBEILLE).first()
    if contenu is None:
        raise Http404("Ce contenu n’est pas, ou plus, à la corbeille.")
    return contenu
