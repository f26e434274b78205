"""Pages of the back office where the ledger is written: one form each, never an edition of a line."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelChoiceField
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from fonds_solidarite import forms, perms
from fonds_solidarite.confidentialite import avis
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from socle.envois import une_seule_fois

# Name, model of the subject, form, permission, words of success.
GUICHETS = {
    "contribuer": (
        FondsSolidarite,
        forms.FormulaireContribution,
        lambda utilisateur, fonds: perms.peut_enregistrer(utilisateur),
        "La contribution est enregistrée.",
    ),
    "affecter": (
        FondsSolidarite,
        forms.FormulaireAffectation,
        lambda utilisateur, fonds: perms.peut_affecter(utilisateur),
        "La somme est affectée.",
    ),
    "avancer": (
        Contribution,
        forms.FormulaireAvancee,
        lambda utilisateur, ligne: perms.peut_enregistrer(utilisateur),
        "La contribution a avancé : une nouvelle écriture remplace l’ancienne.",
    ),
    "avancement": (
        Affectation,
        forms.FormulaireAvancement,
        lambda utilisateur, ligne: perms.peut_affecter(utilisateur),
        "L’avancement est noté.",
    ),
    "contre-passer-contribution": (
        Contribution,
        forms.FormulaireContrePassation,
        perms.peut_contre_passer,
        "L’écriture est annulée par une contre-écriture.",
    ),
    "contre-passer-affectation": (
        Affectation,
        forms.FormulaireContrePassation,
        perms.peut_contre_passer,
        "L’écriture est annulée par une contre-écriture.",
    ),
}


# The counter where a line of each kind is written.
SAISIES = {Contribution: "contribuer", Affectation: "affecter"}
SUITE = "_ressaisir"
AUTRE = "_autre"


def adresse(nom, sujet, **requete):
    """Return the address of a counter for a fund or a line."""
    return reverse(f"admin:fonds_{nom}", args=[sujet.pk], query=requete or None)


def adresses():
    """Return the addresses of the counters, for `FondsAdmin.get_urls`."""
    return [path(f"guichet/{nom}/<int:pk>/", admin.site.admin_view(guichet), {"nom": nom}, f"fonds_{nom}") for nom in GUICHETS]


def ligne_nommee(fonds, nom, cle, **criteres):
    """Return the line of `fonds`, of the kind that the counter `nom` writes, whose key is in the address; None without a key.

    Raises:
        Http404: the key is that of no line that meets `criteres`.
    """
    modele = next((modele for modele, saisie in SAISIES.items() if saisie == nom), None)
    if modele is None or cle is None:
        return None
    try:
        return ModelChoiceField(modele.objects.filter(fonds=fonds, **criteres)).clean(cle)
    except ValidationError as erreur:
        raise Http404("Cette écriture n’existe pas dans ce fonds.") from erreur


def valeurs_de_depart(classe, reprise, precedente):
    """Return what the form shows first: a cancelled line to write again, or what one more line takes from the one before."""
    if reprise:
        return classe.valeurs(reprise)
    return classe.valeurs_gardees(precedente) if precedente else None


@une_seule_fois
def guichet(request, nom, pk):
    """Show a form of the ledger, or write what it holds and go back to the fund."""
    modele, classe, autorise, succes = GUICHETS[nom]
    sujet = get_object_or_404(modele, pk=pk)
    if not autorise(request.user, sujet):
        raise PermissionDenied
    fonds = sujet if modele is FondsSolidarite else sujet.fonds
    retour = reverse("admin:fonds_solidarite_fondssolidarite_change", args=[fonds.pk])
    reprise = ligne_nommee(fonds, nom, request.GET.get("reprend"), contre_ecriture__isnull=False)
    precedente = ligne_nommee(fonds, nom, request.GET.get("apres"))
    formulaire = classe(
        request.POST if request.method == "POST" else None,
        initial=valeurs_de_depart(classe, reprise, precedente),
        sujet=sujet,
        par=request.user,
    )
    ecrite = formulaire.enregistrer() if request.method == "POST" and formulaire.is_valid() else None
    if ecrite is not None:
        messages.success(request, succes)
        if modele is not Affectation and (avertissement := avis(fonds)):
            messages.warning(request, avertissement)
        if formulaire.suite and SUITE in request.POST:
            return HttpResponseRedirect(adresse(SAISIES[modele], fonds, reprend=sujet.pk))
        if formulaire.autre and AUTRE in request.POST:
            return HttpResponseRedirect(adresse(nom, fonds, apres=ecrite.pk))
        return HttpResponseRedirect(retour)
    annulation = None
    if modele is not FondsSolidarite:
        annulation = modele.objects.filter(corrige=sujet).select_related("saisie_par").first()
    contexte = admin.site.each_context(request) | {
        "title": classe.titre,
        "opts": FondsSolidarite._meta,
        "fonds": fonds,
        "bilan": FondsSolidarite.objects.avec_totaux().get(pk=fonds.pk).bilan,
        "ligne": reprise if modele is FondsSolidarite else sujet,
        "reprise": reprise is not None,
        "annulation": annulation,
        "suite": SUITE,
        "autre": AUTRE,
        "form": formulaire,
        "retour": retour,
        "media": admin.ModelAdmin(FondsSolidarite, admin.site).media + formulaire.media,
    }
    gabarit = "fonds_solidarite/admin/guichet.html"
    return TemplateResponse(request, gabarit, contexte, status=400 if formulaire.errors else 200)
