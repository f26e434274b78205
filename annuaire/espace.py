"""« Mon espace », under its home (`pages.espace`): the form of a profile, and the requests it becomes."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.forms import ModelChoiceField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annuaire import actions, fiche, logo, perms
from annuaire.differences import differences, differences_entre
from annuaire.models import DemandeModification, Rattachement
from annuaire.saisie import SaisieFiche
from mediatheque.models import Image
from mediatheque.stockage import StockageEnPanne
from socle.envois import une_seule_fois


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@une_seule_fois
def fiche_modifier(request, slug):
    """Show a référent the form of their collectivité's profile, and turn what they send into a request.

    A stranger gets 404, an agent 403 with the names of the référents. A refused form answers 400, a stale one 409, one
    whose logo the disk does not take 503: all come back with everything typed, and with the logo chosen.
    """
    rattachement = perms.rattachement_ou_404(request.user, slug)
    collectivite = rattachement.collectivite
    if not rattachement.est_referent:
        referents = collectivite.rattachements.filter(role=Rattachement.Role.REFERENT).select_related("utilisateur")
        contexte = {"collectivite": collectivite, "referents": referents}
        return render(request, "annuaire/espace/lecture_seule.html", contexte, status=403)
    if request.method != "POST":
        return _ouvrir(request, collectivite)
    vue = fiche.VueFiche.verifier(request.POST.get("vue", ""), collectivite)
    if vue is None:
        raise SuspiciousOperation("The signed view of the profile form is missing or altered.")
    retrouver_logo = partial(logo.retrouver, par=request.user)
    saisie = SaisieFiche(vue, data=request.POST, files=request.FILES, retrouver_logo=retrouver_logo)
    if not saisie.is_valid():
        return _montrer(request, collectivite, saisie, status=400, nouveau_logo=saisie.nouveau_logo)
    return _proposer(request, collectivite, saisie)


def _ouvrir(request, collectivite):
    """Show the form over the pending request, or over the one that `?reprend=` names, when nothing is pending."""
    demande, reprise = fiche.en_attente(collectivite), None
    vue = fiche.superposer(collectivite, demande)
    if "reprend" in request.GET and demande is None:
        reprise = _demande_a_reprendre(collectivite, request.GET["reprend"])
    if reprise is None:
        saisie = SaisieFiche(vue, message=demande.message if demande else "")
        return _montrer(request, collectivite, saisie, demande=demande)
    etat = {**vue.publiee, **fiche.reprendre(reprise, vue.publiee)}
    return _montrer(
        request,
        collectivite,
        SaisieFiche(vue, etat=etat, message=reprise.message),
        reprise=reprise,
        logo_a_reprendre="logo" in reprise.changements and "logo" not in reprise.champs_acceptes,
    )


def _demande_a_reprendre(collectivite, cle):
    """Return the request of `collectivite` to take up again; Http404 for a key that is that of none."""
    try:
        return ModelChoiceField(collectivite.demandes.a_reprendre()).clean(cle)
    except ValidationError as erreur:
        raise Http404("Cette demande ne se reprend pas.") from erreur


def _proposer(request, collectivite, saisie):
    message = saisie.fiche.cleaned_data["message"]
    try:
        demande = actions.proposer_modification(
            collectivite=collectivite,
            changements=saisie.changements,
            par=request.user,
            empreinte_vue=saisie.vue.empreinte,
            message=message,
            logo=saisie.nouveau_logo,
        )
    except actions.FichePerimee:
        return _montrer_fiche_perimee(request, collectivite, saisie, message)
    except StockageEnPanne as panne:
        saisie.fiche.add_error("logo", str(panne))
        return _montrer(request, collectivite, saisie, status=503)
    except actions.AucunChangement as rien:
        return _montrer(request, collectivite, saisie, status=400, rien=rien)
    messages.success(
        request,
        "Votre demande est enregistrée. La fiche publiée change quand l’équipe l’accepte."
        if demande.changements
        else "Votre message est enregistré. L’équipe le lit, et vous répond par courriel.",
    )
    return redirect("annuaire:demande", demande.pk)


def _montrer_fiche_perimee(request, collectivite, saisie, message):
    """Show what changed in the meantime, and the form again: what was typed, and elsewhere what is there now."""
    maintenant = fiche.voir(collectivite)
    message = maintenant.message if message == saisie.vue.message else message
    fusion = fiche.fusionner(saisie.vue.proposee, maintenant.proposee, saisie.etat)
    nouvelle = SaisieFiche(maintenant, etat=fusion, message=message)
    entre_temps = differences_entre(saisie.vue.proposee, maintenant.proposee)
    return _montrer(
        request,
        collectivite,
        nouvelle,
        status=409,
        nouveau_logo=saisie.nouveau_logo,
        entre_temps=entre_temps,
        perimee=True,
    )


def _montrer(request, collectivite, saisie, *, status=200, nouveau_logo=None, **contexte):
    garde = logo.garder(nouveau_logo, par=request.user) if nouveau_logo else None
    contexte = {
        "niveaux": _niveaux(),
        "collectivite": collectivite,
        "refus": status != 200,
        "saisie": saisie,
        "demande": None,
        "logo": Image.objects.filter(pk=saisie.logo).first() if saisie.logo else None,
        "logo_garde": garde,
        "logo_perdu": garde is None and bool(request.FILES or nouveau_logo),
        **contexte,
    }
    return render(request, "annuaire/espace/fiche_modifier.html", contexte, status=status)


def _niveaux():
    """Return the trail of the pages under « Mon espace »."""
    return [("Mon espace", resolve_url(settings.LOGIN_REDIRECT_URL))]


def _demande_ou_404(request, pk):
    demandes = DemandeModification.objects.select_related("collectivite", "auteur")
    return get_object_or_404(demandes, pk=pk, collectivite__rattachements__utilisateur=request.user)


@never_cache
@login_required
@require_safe
def demande(request, pk):
    """Show a request to the people of its collectivité: its state, the answer, what it changes."""
    demande = _demande_ou_404(request, pk)
    contexte = {
        "niveaux": _niveaux(),
        "demande": demande,
        "differences": differences(demande),
        "peut_retirer": perms.peut_retirer(request.user, demande),
        "peut_modifier": perms.peut_proposer(request.user, demande.collectivite),
        "peut_reprendre": demande.se_reprend and fiche.en_attente(demande.collectivite) is None,
    }
    return render(request, "annuaire/espace/demande.html", contexte)


@login_required
@require_POST
@une_seule_fois
def demande_retirer(request, pk):
    """Withdraw a pending request."""
    demande = _demande_ou_404(request, pk)
    try:
        actions.retirer(demande=demande, par=request.user)
    except ValidationError as erreur:
        messages.error(request, " ".join(erreur.messages))
    else:
        messages.success(request, "La demande est retirée : la fiche publiée reste comme elle est.")
    return redirect("annuaire:demande", demande.pk)
