"""The pages in English that are computed: where a partner abroad begins, who already works with a country, the funds."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annuaire.models import AutoriteLocale, Collectivite, Partenariat
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe
from pages.contexte import PAGE_CONTACT
from pages.fiche_pays import collectivites_de
from pages.models import Page
from pages.views import PageEditoriale
from socle.acces import VISITEUR
from socle.fonctions import tri
from socle.memoire import gardee
from territoires.models import Pays, Secteur

MONTRES = 30
"""Authorities shown for a country; the directory has them all."""

TYPES = {
    Collectivite.Type.COMMUNE: "Municipality",
    Collectivite.Type.EPCI: "Group of municipalities",
    Collectivite.Type.DEPARTEMENT: "Department",
    Collectivite.Type.REGION: "Region",
    Collectivite.Type.SYNDICAT: "Joint authority",
    Collectivite.Type.ASSOCIATION: "Association of elected officials",
    Collectivite.Type.AUTRE: "Other body",
}
NATURES = {
    Partenariat.Nature.JUMELAGE: "Twinning",
    Partenariat.Nature.COOPERATION: "Cooperation",
    Partenariat.Nature.PACTE: "Friendship pact",
    Partenariat.Nature.AUTRE: "Partnership",
}
SITUATIONS = {
    Partenariat.Situation.ACTIF: "active",
    Partenariat.Situation.A_CONFIRMER: "",
    Partenariat.Situation.EN_SOMMEIL: "dormant",
}
"""What is said of a tie; of one that nobody has confirmed lately, nothing."""
ETATS = {
    FondsSolidarite.Etat.OUVERT: "Open to contributions",
    FondsSolidarite.Etat.COMITE: "Donors’ committee",
    FondsSolidarite.Etat.MISE_EN_OEUVRE: "Projects under way",
    FondsSolidarite.Etat.CLOS: "Closed",
}


class FormulairePartenaires(forms.Form):
    """A country, and perhaps a sector, as the address of the page says them."""

    country = forms.ChoiceField(
        label="Country",
        required=False,
        error_messages={"invalid_choice": "This country is not in the list: choose another one."},
    )
    sector = forms.ChoiceField(
        label="Sector",
        required=False,
        error_messages={"invalid_choice": "This sector is not in the list: choose another one."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        secteurs = Secteur.objects.actuels()
        self.fields["country"].choices = [("", "Choose a country"), *((un.pk, nom_de(un)) for un in pays_des_partenaires())]
        self.fields["sector"].choices = [("", "All sectors"), *((un.slug, nom_de(un)) for un in secteurs)]


def nom_de(ligne):
    """Return the English name of a country or of a sector, the French one for want of it."""
    return ligne.nom_anglais or ligne.nom


def pays_des_partenaires():
    """Return the countries where a French authority of the directory works or has a partner, by English name."""
    visibles = Collectivite.objects.visibles().order_by().filter(pays=OuterRef("pk"))
    lies = AutoriteLocale.objects.filter(pays=OuterRef("pk"), partenariats__in=Partenariat.objects.publics().order_by())
    return Pays.objects.filter(Q(Exists(visibles)) | Q(Exists(lies))).order_by(tri("nom_anglais"), "nom_tri")


class Accueil(PageEditoriale):
    """The first page in English: the text of the team, then the ways on."""

    template_name = "pages/anglais/accueil.html"

    def corps(self):
        formulaire = FormulairePartenaires()
        return {
            **super().corps(),
            "formulaire": formulaire,
            "nombre_de_collectivites": Collectivite.objects.visibles().count(),
            "nombre_de_partenariats": Partenariat.objects.publics().count(),
            "nombre_de_pays": len(formulaire.fields["country"].choices) - 1,
            "fonds": lignes_de_fonds(_fonds(self.request.lecteur).filter(etat=FondsSolidarite.Etat.OUVERT)[:3]),
        }


@require_safe
@gardee("country", "sector")
def partenaires(request):
    """Who in France already works with a country, in a sector, and whom to write to."""
    formulaire = FormulairePartenaires(request.GET or None)
    contexte = {"formulaire": formulaire, "niveaux": [], "pays": None}
    if formulaire.is_valid() and formulaire.cleaned_data["country"]:
        contexte |= _pour_un_pays(**formulaire.cleaned_data)
    return render(request, "pages/anglais/partenaires.html", contexte, status=400 if formulaire.errors else 200)


def _pour_un_pays(country, sector):
    pays = Pays.objects.get(pk=country)
    secteur = Secteur.objects.get(slug=sector) if sector else None
    trouvees = collectivites_de(pays).select_related("region")
    if secteur:
        trouvees = trouvees.filter(secteurs=secteur)
    lignes = list(trouvees[: MONTRES + 1])
    groupes = list(Groupe.objects.groupes_pays().actifs().filter(pays=pays).prefetch_related("referents"))
    choix = {"pays": pays.pk, **({"secteur": secteur.slug} if secteur else {})}
    return {
        "pays": pays,
        "nom": nom_de(pays),
        "secteur": nom_de(secteur) if secteur else "",
        "sans_secteur": reverse("pages:partenaires_anglais", query={"country": pays.pk}),
        "lignes": [_ligne(une) for une in lignes[:MONTRES]],
        "en_reste": len(lignes) > MONTRES,
        "groupes": groupes,
        "contacts": _contacts(groupes),
        "annuaire": reverse("annuaire:liste", query=choix),
        "partenariats": reverse("annuaire:partenariats", query={"pays": pays.pk}),
    }


def _ligne(collectivite):
    """Return a French authority as the page tells it: itself, its kind, its ties with the country."""
    liens = [
        (NATURES[lien.nature], lien.autorites_du_pays, lien.annee, SITUATIONS[lien.situation])
        for lien in collectivite.partenariats_du_pays
    ]
    return {"collectivite": collectivite, "type": TYPES[collectivite.type], "liens": liens}


def _contacts(groupes):
    """Return whom to write to: those who follow the groups of a country, else those of the English page of contacts."""
    referents = {contact.pk: contact for groupe in groupes for contact in groupe.referents.all()}
    if referents:
        return list(referents.values())
    pages = Page.objects.en_ligne_pour(VISITEUR).filter(langue=Page.Langue.EN, original__slug=PAGE_CONTACT)
    return [contact for page in pages.prefetch_related("contacts") for contact in page.contacts.all()]


@require_safe
@gardee()
def fonds(request):
    """The funds at work, those that are open first, with what they have received and whom to write to."""
    lignes = lignes_de_fonds(_fonds(request.lecteur).en_activite().prefetch_related("contacts"))
    ouverts = [ligne for ligne in lignes if ligne["fonds"].etat == FondsSolidarite.Etat.OUVERT]
    contexte = {"niveaux": [], "ouverts": ouverts, "autres": [ligne for ligne in lignes if ligne not in ouverts]}
    return render(request, "pages/anglais/fonds.html", contexte)


def _fonds(lecteur):
    return FondsSolidarite.objects.en_ligne_pour(lecteur).prefetch_related("pays").avec_totaux()


def lignes_de_fonds(fonds):
    """Return the funds as the pages in English tell them: each with its state and the names of its countries."""
    return [
        {"fonds": un, "etat": ETATS[un.etat], "pays": ", ".join(sorted(nom_de(pays) for pays in un.pays.all()))} for un in fonds
    ]
