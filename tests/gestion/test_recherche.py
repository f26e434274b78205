"""The fields of the back office where a relation is searched: what a browser never sends is refused, never an error."""

import pytest
from django.contrib import admin

from actualites.models import Actualite
from annuaire.models import Collectivite
from gestion.relations import AvecRecherche
from redaction.registre import sortes
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    CommuneFabrique,
    ContactFabrique,
    CycleFabrique,
    DepartementFabrique,
    DocumentFabrique,
    EpciFabrique,
    FondsFabrique,
    GroupeFabrique,
    OddFabrique,
    PartenariatFabrique,
    PaysFabrique,
    PersonneFabrique,
    ProjetFabrique,
    ThemeFabrique,
)
from tests.fabriques import AutoriteLocaleFabrique as Autorite

ACTUALITE = "/admin/actualites/actualite/add/"
COLLECTIVITE = "/admin/annuaire/collectivite/add/"
FORMULAIRES = {
    ACTUALITE: {"titre": "Un titre", "slug": "un-titre", "genre": "information", "acces": "public"},
    COLLECTIVITE: {"nom": "Ville", "slug": "ville", "type": "commune"},
}
FAUSSES = ("abc", "-1", "1.5", " ", "9" * 30, "1\0", "None", "\ud7ff")


def envoyer(client, adresse, **valeurs):
    """Post a form of creation, with one line in each of its inlines, as a browser would, then `valeurs`."""
    lignes = {}
    for formset in client.get(adresse).context["inline_admin_formsets"]:
        lignes |= {f"{formset.formset.prefix}-TOTAL_FORMS": 1, f"{formset.formset.prefix}-INITIAL_FORMS": 0}
    return client.post(adresse, {**FORMULAIRES[adresse], **lignes, **valeurs})


@pytest.mark.parametrize("fausse", FAUSSES)
@pytest.mark.parametrize(
    ("adresse", "champ"),
    [
        *((ACTUALITE, champ) for champ in ("image", "documents", "cercles", "pays", "themes", "groupes", "collectivites")),
        *((COLLECTIVITE, champ) for champ in ("image", "commune", "epci", "pays", "secteurs", "mandats-0-personne")),
    ],
)
def test_what_is_not_a_key_is_refused_in_words(client_editrice, adresse, champ, fausse):
    reponse = envoyer(client_editrice, adresse, **{champ: fausse})
    assert reponse.status_code == 200
    assert "errornote" in reponse.text
    assert not Actualite.objects.exists()
    assert not Collectivite.objects.exists()


def test_a_choice_stays_chosen_when_the_form_comes_back(client_editrice):
    """Keys that are not numbers: a country, a commune, an intercommunalité; a group, whose key is that of its circle."""
    pays, theme, groupe = PaysFabrique(alpha2="JP"), ThemeFabrique(), GroupeFabrique()
    vraies = {"pays": [pays.pk, "ZZ"], "themes": [theme.pk, "abc"], "groupes": [groupe.pk]}
    texte = envoyer(client_editrice, ACTUALITE, titre="", **vraies).text
    for choix in (pays, theme, groupe):
        assert f'<option value="{choix.pk}" selected' in texte
    assert '<option value="abc"' not in texte
    commune, epci, personne = CommuneFabrique(insee="13001"), EpciFabrique(), PersonneFabrique()
    vraies = {"commune": commune.pk, "epci": epci.pk, "mandats-0-personne": personne.pk}
    texte = envoyer(client_editrice, COLLECTIVITE, nom="", **vraies).text
    for choix in (commune, epci, personne):
        assert f'<option value="{choix.pk}" selected' in texte


def test_true_keys_are_saved(client_editrice):
    pays, groupe = PaysFabrique(alpha2="JP"), GroupeFabrique()
    assert envoyer(client_editrice, ACTUALITE, pays=[pays.pk], groupes=[groupe.pk]).status_code == 302
    actualite = Actualite.objects.get()
    assert (actualite.pays.get(), actualite.groupes.get()) == (pays, groupe)


def test_every_search_of_a_relation_is_ours():
    for modele in admin.site._registry.values():
        for formulaire in (modele, *(inline(modele.model, admin.site) for inline in modele.inlines)):
            assert not formulaire.autocomplete_fields or isinstance(formulaire, AvecRecherche), formulaire


@pytest.mark.parametrize("mots", ["senegal", "SÉNÉGAL", "l'eau", "l’eau senegal", "cooperation"])
def test_lists_are_searched_as_people_type(client_editrice, mots):
    senegal = PaysFabrique(alpha2="SN", nom="Sénégal")
    ActualiteFabrique(titre="L’eau potable", chapo="Coopération", pays=[senegal, PaysFabrique(alpha2="ML", nom="Mali")])
    ActualiteFabrique(titre="Autre chose")
    reponse = client_editrice.get("/admin/actualites/actualite/", {"q": mots})
    assert [actualite.titre for actualite in reponse.context["cl"].result_list] == ["L’eau potable"]


def test_every_word_is_looked_for(client_editrice):
    ActualiteFabrique(titre="L’eau potable")
    assert not client_editrice.get("/admin/actualites/actualite/", {"q": "eau turquie"}).context["cl"].result_list


def test_so_is_the_field_that_searches_a_group(client_editrice):
    GroupeFabrique(nom="Groupe-pays Arménie")
    demande = {"term": "armenie", "app_label": "actualites", "model_name": "actualite", "field_name": "groupes"}
    trouves = client_editrice.get("/admin/autocomplete/", demande).json()["results"]
    assert [un["text"] for un in trouves] == ["Groupe-pays Arménie"]


def proposes(client, terme, modele, champ):
    """Return the labels that the field `champ` of the form of `modele` (« annuaire.partenariat ») offers for `terme`."""
    app, nom = modele.split(".")
    demande = {"term": terme, "app_label": app, "model_name": nom, "field_name": champ}
    return [un["text"] for un in client.get("/admin/autocomplete/", demande).json()["results"]]


LIBELLES = [
    ("annuaire.collectivite", "commune", CommuneFabrique, {"nom": "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson"}),
    ("annuaire.collectivite", "epci", EpciFabrique, {"nom": "CC Cœur d’Ardenne – Semoy (CC)"}),
    ("annuaire.collectivite", "departement", DepartementFabrique, {"nom": "Côtes-d’Armor"}),
    ("annuaire.collectivite", "odds", OddFabrique, {"nom": "Vie terrestre"}),
    ("annuaire.partenariat", "collectivites", CollectiviteFabrique, {"nom": "Ville de St-Étienne (Loire)"}),
    ("annuaire.partenariat", "autorites", Autorite, {"nom": "Fès-Meknès"}),
    ("annuaire.projet", "partenariat", PartenariatFabrique, {}),
    ("groupes_pays.presidence", "personne", PersonneFabrique, {"prenom": "Anne-Marie", "nom": "Le Goff (élue)"}),
    ("groupes_pays.presidence", "groupe", GroupeFabrique, {"nom": "Groupe-pays Bosnie-Herzégovine / Kosovo"}),
    ("groupes_pays.groupe", "referents", ContactFabrique, {"nom": "A. Martin", "fonction": "Chargée de mission, Afrique"}),
    ("agenda.evenement", "compte_rendu", DocumentFabrique, {"titre": "Relevé : « l’eau », 12/03 – suites"}),
    ("agenda.evenement", "cycle", CycleFabrique, {"titre": "Chroniques d’Orient – l’actualité, de A à Z"}),
    ("actualites.actualite", "projets", ProjetFabrique, {"titre": "Récap’Alimentaire : l’agro-écologie (Est)"}),
    ("agenda.evenement", "fonds", FondsFabrique, {"titre": "Fonds Maroc (séisme, 2023)"}),
]


@pytest.mark.parametrize(("modele", "champ", "fabrique", "valeurs"), LIBELLES)
def test_a_label_typed_as_it_is_shown_finds_its_row(client_administratrice, modele, champ, fabrique, valeurs):
    if fabrique is PartenariatFabrique:
        valeurs = {"collectivites": [CollectiviteFabrique(nom="Ville de St-Nazaire")], "autorites": [Autorite(nom="Saint Louis")]}
    libelle = str(fabrique(**valeurs))
    for terme in (libelle, libelle.upper(), libelle.replace("-", " ")):
        assert proposes(client_administratrice, terme, modele, champ) == [libelle], terme


def test_every_relation_that_is_searched_by_its_label_is_tried_above():
    """But for the contents, whose own search has its tests, for accounts, themes and images, of one field each."""
    tentes = {fabrique._meta.model._meta.label_lower for *_, fabrique, _ in LIBELLES}
    cherches = {
        admin_.model._meta.get_field(nom).related_model._meta.label_lower
        for modele in admin.site._registry.values()
        for admin_ in (modele, *(inline(modele.model, admin.site) for inline in modele.inlines))
        for nom in admin_.autocomplete_fields
    }
    d_un_champ = {"mediatheque.image", "comptes.utilisateur", "socle.cercle"}
    listes = {"territoires.pays", "territoires.region", "territoires.theme", "territoires.secteur"}
    contenus = {sorte.nom for sorte in sortes()} | {"pages.page"}
    assert cherches - tentes - d_un_champ - listes - contenus == set()


@pytest.mark.parametrize("terme", ["St-Étienne", "saint etienne", "Saint-Étienne", "st étienne"])
@pytest.mark.parametrize("nom", ["Ville de Saint-Étienne", "Ville de St-Étienne", "Saint Étienne"])
def test_saint_is_found_however_it_is_written(client_editrice, visiteur, nom, terme):
    CollectiviteFabrique(nom=nom)
    CollectiviteFabrique(nom="Ville d’Istres")
    assert proposes(client_editrice, terme, "annuaire.partenariat", "collectivites") == [nom]
    texte = visiteur.get("/annuaire/", {"q": terme}).text
    assert nom in texte
    assert "Istres" not in texte


@pytest.mark.parametrize(
    "phrase", ["jumelage Fès", "jumelages avec Fès", "Le jumelage de Rennes et de Fès (Maroc)", "partenariat Fès"]
)
def test_a_phrase_finds_a_partnership_by_its_nature_its_towns_and_its_country(client_editrice, visiteur, phrase):
    maroc = PaysFabrique(alpha2="MA", nom="Maroc")
    rennes, lyon = CollectiviteFabrique(nom="Ville de Rennes"), CollectiviteFabrique(nom="Ville de Lyon")
    PartenariatFabrique(collectivites=[rennes], autorites=[Autorite(nom="Fès", pays=maroc)], nature="jumelage")
    PartenariatFabrique(collectivites=[lyon], autorites=[Autorite(nom="Rabat", pays=maroc)], nature="jumelage")
    if phrase != "partenariat Fès":
        PartenariatFabrique(
            collectivites=[lyon], autorites=[Autorite(nom="Fès", pays=PaysFabrique(alpha2="TN", nom="Tunisie"))], nature="pacte"
        )
    trouves = client_editrice.get("/admin/annuaire/partenariat/", {"q": phrase}).context["cl"].result_list
    assert [str(un) for un in trouves] == ["Ville de Rennes – Fès"]
    assert [str(un) for un in visiteur.get("/annuaire/partenariats/", {"q": phrase}).context["page_obj"]] == [
        "Ville de Rennes – Fès"
    ]


def test_what_bears_the_name_comes_before_what_is_only_about_it(client_editrice):
    """« argentine » is not the Latin America dynamique, whatever comes first in the alphabet."""
    argentine = PaysFabrique(nom="Argentine")
    for nom in ("Amérique latine", "Dynamique Argentine et Chili", "Argentine – Uruguay", "Argentine"):
        GroupeFabrique(nom=nom, pays=[argentine])
    attendus = ["Argentine", "Argentine – Uruguay", "Dynamique Argentine et Chili", "Amérique latine"]
    assert proposes(client_editrice, "argentine", "actualites.actualite", "groupes") == attendus
    liste = client_editrice.get("/admin/groupes_pays/groupe/", {"q": "argentine"}).context["cl"].result_list
    assert [un.nom for un in liste] == attendus
    # A column that was asked for keeps its order.
    liste = client_editrice.get("/admin/groupes_pays/groupe/", {"q": "argentine", "o": "1"}).context["cl"].result_list
    assert [un.nom for un in liste] == ["Amérique latine", "Argentine", "Argentine – Uruguay", "Dynamique Argentine et Chili"]


def test_so_do_collectivites_and_towns_abroad(client_editrice):
    for nom in ("Métropole de Lyon", "Lyon", "Lyonnais", "Aix-en-Provence"):
        CollectiviteFabrique(nom=nom)
    assert proposes(client_editrice, "lyon", "annuaire.partenariat", "collectivites") == ["Lyon", "Lyonnais", "Métropole de Lyon"]
    assert proposes(client_editrice, "aix en provence", "annuaire.partenariat", "collectivites") == ["Aix-en-Provence"]
    pays = PaysFabrique(nom="Fèsland")
    for nom in ("Autre", "Fès"):
        Autorite(nom=nom, pays=pays)
    assert proposes(client_editrice, "fes", "annuaire.partenariat", "autorites") == ["Fès (Fèsland)", "Autre (Fèsland)"]


def test_a_collectivite_is_found_by_its_type_its_departement_and_its_postcode(client_editrice):
    loire = DepartementFabrique(code="42", nom="Loire")
    CollectiviteFabrique(nom="Roanne", type="commune", commune=CommuneFabrique(), departement=loire, code_postal="42300")
    for terme in ("roanne commune", "roanne (42)", "roanne loire", "42300", "42 300"):
        assert proposes(client_editrice, terme, "annuaire.partenariat", "collectivites") == ["Roanne"], terme


@pytest.mark.parametrize(("texte", "trouve"), [("()", False), ("—", False), ("%", False), (" ", True), ("", True)])
def test_signs_alone_find_nothing_and_nothing_asks_for_nothing(client_editrice, texte, trouve):
    GroupeFabrique(nom="Argentine")
    assert bool(client_editrice.get("/admin/groupes_pays/groupe/", {"q": texte}).context["cl"].result_list) is trouve
