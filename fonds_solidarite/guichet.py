"""Pages of the back office where the ledger is written: one form each, never an edition of a line."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from fonds_solidarite import forms, perms
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite

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


def adresse(nom, sujet):
    """Return the address of a counter for a fund or a line."""
    return reverse(f"admin:fonds_{nom}", args=[sujet.pk])


def adresses():
    """Return the addresses of the counters, for `FondsAdmin.get_urls`."""
    return [path(f"guichet/{nom}/<int:pk>/", admin.site.admin_view(guichet), {"nom": nom}, f"fonds_{nom}") for nom in GUICHETS]


def guichet(request, nom, pk):
    """Show a form of the ledger, or write what it holds and go back to the fund."""
    modele, classe, autorise, succes = GUICHETS[nom]
    sujet = get_object_or_404(modele, pk=pk)
    if not autorise(request.user, sujet):
        raise PermissionDenied
    fonds = sujet if modele is FondsSolidarite else sujet.fonds
    retour = reverse("admin:fonds_solidarite_fondssolidarite_change", args=[fonds.pk])
    formulaire = classe(request.POST if request.method == "POST" else None, sujet=sujet, par=request.user)
    if request.method == "POST" and formulaire.is_valid() and formulaire.enregistrer() is not None:
        messages.success(request, succes)
        return HttpResponseRedirect(retour)
    contexte = admin.site.each_context(request) | {
        "title": classe.titre,
        "opts": FondsSolidarite._meta,
        "fonds": fonds,
        "bilan": FondsSolidarite.objects.avec_totaux().get(pk=fonds.pk).bilan,
        "ligne": None if modele is FondsSolidarite else sujet,
        "form": formulaire,
        "retour": retour,
        "media": admin.ModelAdmin(FondsSolidarite, admin.site).media + formulaire.media,
    }
    gabarit = "fonds_solidarite/admin/guichet.html"
    return TemplateResponse(request, gabarit, contexte, status=400 if formulaire.errors else 200)
