"""« Adhérer » : what membership opens, in the team's words, and the form by which a collectivité asks for it.

The page is kept, and given to all; its form only looks for a collectivité. What writes stands on a page of its own, which needs
a cookie (docs/decisions/020-jetons-d-envoi.md).
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from annuaire import actions
from annuaire.forms_adhesion import DemandeAdhesionForm, NomForm
from annuaire.reconnaissance import proposer, retrouver
from comptes.verrou import compter_lien
from pages.contexte import PAGE_ADHESION
from pages.models import Page
from pages.views import PageEditoriale
from socle.acces import VISITEUR
from socle.envois import une_seule_fois
from socle.memoire import gardee

AUTRE = "autre"
"""What is chosen when nothing offered is the collectivité: its name stays as it was typed."""
PAGE_DONNEES = "donnees-personnelles"


class PageAdherer(PageEditoriale):
    """How to join: the editorial page of that address, and the field by which a request begins, even before it is written."""

    template_name = "pages/adherer.html"

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return render(request, "pages/adherer_sans_page.html", {"niveaux": []})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@une_seule_fois
def demande(request):
    """Recognise a collectivité by its name, then take its request to join.

    In four steps, each an address: the name, the choice among those that bear it, the form, or the word that it is a member. What
    makes no sense answers 400, with what was typed.
    """
    lus = request.POST if request.method == "POST" else request.GET
    choix, nom = lus.get("choix", ""), NomForm(lus if "nom" in lus else None)
    if choix and choix != AUTRE:
        reconnue = retrouver(choix)
        if reconnue is None:
            return _montrer(request, "nom", status=400, nom=nom, introuvable=True)
        if reconnue.adherente:
            return _deja_adherente(request, reconnue)
        return _saisir(request, choix, reconnue.nom, reconnue)
    if not nom.is_bound:
        return _montrer(request, "nom", status=400 if choix or request.method == "POST" else 200, nom=nom)
    if not nom.is_valid():
        return _montrer(request, "nom", status=400, nom=nom)
    texte = nom.cleaned_data["nom"]
    if choix == AUTRE:
        return _saisir(request, choix, texte, None)
    return _montrer(request, "choix", nom=nom, texte=texte, propositions=proposer(texte), autre=_adresse(choix=AUTRE, nom=texte))


def _saisir(request, choix, nom, reconnue):
    """Show the form, or write what was sent."""
    if request.method != "POST":
        return _formulaire(request, choix, nom, reconnue, DemandeAdhesionForm())
    form = DemandeAdhesionForm(request.POST)
    if form.est_d_un_programme:  # which learns nothing
        return redirect("pages:demande_recue")
    if not form.is_valid():
        return _formulaire(request, choix, nom, reconnue, form, status=400)
    if not compter_lien(request, form.cleaned_data["courriel"]):
        return _formulaire(request, choix, nom, reconnue, form, status=429, trop=True)
    try:
        actions.demander_adhesion(nom=nom, reconnue=reconnue, saisie=form.saisie)
    except actions.DejaAdherente:
        return _deja_adherente(request, reconnue)
    return redirect("pages:demande_recue")


def _formulaire(request, choix, nom, reconnue, form, status=200, **contexte):
    donnees = Page.objects.en_ligne_pour(VISITEUR).filter(slug=PAGE_DONNEES).avec_parent().first()
    contexte |= {"choix": choix, "nom_retenu": nom, "reconnue": reconnue, "form": form, "page_donnees": donnees}
    return _montrer(request, "formulaire", status=status, **contexte)


def _deja_adherente(request, reconnue):
    page = Page.objects.en_ligne_pour(VISITEUR).filter(slug=PAGE_ADHESION, parent=None).first()
    contacts = list(page.contacts.all()) if page else []
    # Sent, the form wrote nothing.
    status = 409 if request.method == "POST" else 200
    return _montrer(request, "membre", status=status, reconnue=reconnue, contacts=contacts)


def _montrer(request, etape, status=200, **contexte):
    niveaux = [("Adhérer", reverse("pages:adherer"))]
    contexte |= {"etape": etape, "niveaux": niveaux, "refus": status == 400}
    return render(request, "pages/demande_adhesion.html", contexte, status=status)


def _adresse(**requete):
    return reverse("pages:demande_adhesion", query=requete)


@require_safe
@gardee()
def recue(request):
    """Say that a request is received."""
    return render(request, "pages/demande_recue.html", {"niveaux": [("Adhérer", reverse("pages:adherer"))]})
