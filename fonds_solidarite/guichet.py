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


def adresse(nom, sujet, **requete):
    """Return the address of a counter for a fund or a line."""
    return reverse(f"admin:fonds_{nom}", args=[sujet.pk], query=requete or None)


def adresses():
    """Return the addresses of the counters, for `FondsAdmin.get_urls`."""
    return [path(f"guichet/{nom}/<int:pk>/", admin.site.admin_view(guichet), {"nom": nom}, f"fonds_{nom}") for nom in GUICHETS]


def ligne_reprise(fonds, nom, cle):
    """Return the line of `fonds` that is cancelled and that the counter `nom` is asked to write again; None without a key.

    Raises:
        Http404: the key is that of no such line.
    """
    modele = next((modele for modele, saisie in SAISIES.items() if saisie == nom), None)
    if modele is None or cle is None:
        return None
    annulees = modele.objects.filter(fonds=fonds, contre_ecriture__isnull=False)
    try:
        return ModelChoiceField(annulees).clean(cle)
    except ValidationError as erreur:
        raise Http404("Cette écriture annulée n’existe pas dans ce fonds.") from erreur


@une_seule_fois
def guichet(request, nom, pk):
    """Show a form of the ledger, or write what it holds and go back to the fund."""
    modele, classe, autorise, succes = GUICHETS[nom]
    sujet = get_object_or_404(modele, pk=pk)
    if not autorise(request.user, sujet):
        raise PermissionDenied
    fonds = sujet if modele is FondsSolidarite else sujet.fonds
    retour = reverse("admin:fonds_solidarite_fondssolidarite_change", args=[fonds.pk])
    reprise = ligne_reprise(fonds, nom, request.GET.get("reprend"))
    formulaire = classe(
        request.POST if request.method == "POST" else None,
        initial=classe.valeurs(reprise) if reprise else None,
        sujet=sujet,
        par=request.user,
    )
    if request.method == "POST" and formulaire.is_valid() and formulaire.enregistrer() is not None:
        messages.success(request, succes)
        if modele is not Affectation and (avertissement := avis(fonds)):
            messages.warning(request, avertissement)
        if formulaire.suite and SUITE in request.POST:
            return HttpResponseRedirect(adresse(SAISIES[modele], fonds, reprend=sujet.pk))
        return HttpResponseRedirect(retour)
    contexte = admin.site.each_context(request) | {
        "title": classe.titre,
        "opts": FondsSolidarite._meta,
        "fonds": fonds,
        "bilan": FondsSolidarite.objects.avec_totaux().get(pk=fonds.pk).bilan,
        "ligne": reprise if modele is FondsSolidarite else sujet,
        "reprise": reprise is not None,
        "suite": SUITE,
        "form": formulaire,
        "retour": retour,
        "media": admin.ModelAdmin(FondsSolidarite, admin.site).media + formulaire.media,
    }
    gabarit = "fonds_solidarite/admin/guichet.html"
    return TemplateResponse(request, gabarit, contexte, status=400 if formulaire.errors else 200)
