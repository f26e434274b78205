"""Lists: the filters of the pages, refused when they make no sense; pages, formats, and what they cost."""

import csv
import io
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from annuaire.models import Collectivite
from api import formats
from api.catalogue import JEUX
from redaction.registre import sortes
from tests.fabriques import (
    CONTENUS,
    ActualiteFabrique,
    AffectationFabrique,
    AppelFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContributionFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    OddFabrique,
    PartenariatFabrique,
    PaysFabrique,
    ProjetFabrique,
    SecteurFabrique,
    ThemeFabrique,
)

FABRIQUES = {
    "actualites": ActualiteFabrique,
    "appels": AppelFabrique,
    "partenariats": PartenariatFabrique,
    "projets": ProjetFabrique,
}
FILTRES = [(cle, nom) for cle, jeu in JEUX.items() for nom in jeu.filtres]


def refus(visiteur, adresse):
    """Return the names of the parameters refused, with the message of each."""
    reponse = visiteur.get(f"/api/v1/{adresse}")
    assert (reponse.status_code, reponse["Content-Type"]) == (400, "application/problem+json"), adresse
    return {une["parametre"]: une["message"] for une in reponse.json()["erreurs"]}


@pytest.mark.parametrize(("cle", "nom"), FILTRES, ids=lambda mot: mot)
def test_a_filter_that_makes_no_sense_is_refused_by_its_name(db, visiteur, cle, nom):
    faux = "x" * 101  # too long for words to search, and no choice of a list
    assert list(refus(visiteur, f"{cle}?{nom}={faux}")) == [nom]
    assert list(refus(visiteur, f"{cle}?{nom}=")) == [nom]
    assert list(refus(visiteur, f"{cle}?{nom}=a&{nom}=b")) == [nom]


@pytest.mark.parametrize("cle", JEUX)
def test_a_parameter_that_does_not_exist_is_refused(db, visiteur, cle):
    assert list(refus(visiteur, f"{cle}?theme_=eau&format=json")) == ["theme_"]
    assert list(refus(visiteur, f"{cle}/1?limite=5" if cle != "pays" else "pays/FR?limite=5")) == ["limite"]
    assert list(refus(visiteur, f"{cle}?format=xml")) == ["format"]


def test_all_that_is_wrong_is_said_at_once(db, visiteur):
    assert set(refus(visiteur, "agenda?page=0&limite=101&format=pdf&x=1")) == {"page", "limite", "format", "x"}
    assert "\u00a0:" in refus(visiteur, "agenda?format=pdf")["format"]


@pytest.mark.parametrize("valeur", ["0", "-1", "101", "5.0", "+5", "%205", "1_0", "%D9%A3", "a", "9999999999", "5%00"])
def test_a_number_is_written_in_plain_digits(db, visiteur, valeur):
    assert list(refus(visiteur, f"pays?limite={valeur}")) == ["limite"]


def test_a_value_that_hides_a_sign_is_refused(db, visiteur, japon):
    """The entry of the site takes it off: nothing would be left of the filter."""
    ActualiteFabrique(pays=[japon])
    assert list(refus(visiteur, "actualites?pays=%07")) == ["pays"]
    assert list(refus(visiteur, "actualites?pays=JP%E2%80%8B")) == ["pays"]


def test_the_filters_are_those_of_the_page():
    """A filter added to the page of a list is one of the open data, in the contract too, even one that no form offers."""
    for sorte in sortes():
        vue = resolve(reverse(sorte.liste)).func.view_class if sorte.liste else None
        assert list(JEUX[sorte.cle].filtres) == (list(vue.filterset_class.base_filters) if vue else [])
    for cle in ("collectivites", "partenariats", "projets"):
        nom = "annuaire:liste" if cle == "collectivites" else f"annuaire:{cle}"
        assert JEUX[cle].filtre is resolve(reverse(nom)).func.view_class.filterset_class


def test_the_contract_declares_each_filter_with_its_values(lire, japon):
    EvenementFabrique(pays=[japon], debut=date(2024, 5, 6))
    EvenementFabrique(debut=date(2026, 5, 6))
    parametres = {un["name"]: un for un in lire("openapi.json")["paths"]["/agenda"]["get"]["parameters"]}
    assert parametres["pays"]["schema"] == {"type": "string", "enum": ["JP"]}
    assert parametres["annee"]["schema"]["enum"] == ["2026", "2025", "2024"]
    assert "passes" in parametres["periode"]["schema"]["enum"]
    assert parametres["periode"]["description"] == "Période. Sans ce paramètre : À venir."
    assert parametres["limite"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
    # Without a series, no value makes sense.
    assert "cycle" not in parametres
    assert [un["name"] for un in lire("openapi.json")["paths"]["/collectivites"]["get"]["parameters"]][0] == "q"


@pytest.mark.parametrize("cle", ["actualites", "agenda", "appels", "partenariats", "projets"])
def test_a_list_is_kept_to_one_collectivite(lire, visiteur, aix, cle):
    autre = CollectiviteFabrique(slug="autre")
    if cle == "agenda":
        voulue = EvenementFabrique(groupes=[GroupeFabrique(membres=[aix])])
        EvenementFabrique(groupes=[GroupeFabrique(membres=[autre])])
    else:
        voulue, ecartee = FABRIQUES[cle].create_batch(2)
        voulue.collectivites.set([aix])
        ecartee.collectivites.set([autre])
    assert [une["id"] for une in lire(cle, collectivite="aix-en-provence")["lignes"]] == [voulue.pk]
    assert list(refus(visiteur, f"{cle}?collectivite=inconnue")) == ["collectivite"]


def test_the_contract_names_each_collectivite_once(lire, aix):
    CollectiviteFabrique(slug="cachee", visible=False)
    dit = lire("openapi.json")
    assert dit["components"]["schemas"]["NomCourtDeCollectivite"]["enum"] == ["aix-en-provence"]
    schemas = {un["name"]: un["schema"] for un in dit["paths"]["/projets"]["get"]["parameters"]}
    assert schemas["collectivite"] == {"$ref": "#/components/schemas/NomCourtDeCollectivite"}
    Collectivite.objects.update(visible=False)
    assert "collectivite" not in {un["name"] for un in lire("openapi.json")["paths"]["/projets"]["get"]["parameters"]}


def test_a_filter_keeps_what_the_page_keeps(lire, japon, armenie, aix, colombes):
    voulue = ActualiteFabrique(pays=[japon], genre="tribune")
    ActualiteFabrique(pays=[armenie], genre="tribune")
    ActualiteFabrique(pays=[japon])
    assert [une["id"] for une in lire("actualites", pays="JP", type="tribune")["lignes"]] == [voulue.pk]
    passe = EvenementFabrique(debut=date(2024, 5, 6))
    prochain = EvenementFabrique()
    assert [une["id"] for une in lire("agenda")["lignes"]] == [prochain.pk]
    assert [une["id"] for une in lire("agenda", periode="passes")["lignes"]] == [passe.pk]
    assert [une["id"] for une in lire("collectivites", q="aix")["lignes"]] == [aix.pk]


def test_pages_follow_one_another_and_are_capped(lire, visiteur):
    faites = [ActualiteFabrique().pk for _ in range(25)]
    premiere = lire("actualites")
    assert (premiere["nombre"], premiere["nombre_exact"], len(premiere["lignes"])) == (25, True, 20)
    assert premiere["precedente"] is None
    seconde = visiteur.get(premiere["suivante"]).json()
    assert seconde["suivante"] is None
    assert visiteur.get(seconde["precedente"]).json() == visiteur.get("/api/v1/actualites?page=1").json()
    assert {une["id"] for une in premiere["lignes"] + seconde["lignes"]} == set(faites)
    filtree = visiteur.get("/api/v1/actualites?type=information&limite=10&format=csv")
    assert "type=information" in filtree["Link"] and "limite=10" in filtree["Link"] and "page=2" in filtree["Link"]
    assert visiteur.get("/api/v1/actualites?page=3").status_code == 404
    assert visiteur.get("/api/v1/actualites?page=1000000").status_code == 404


def test_the_count_of_a_filter_stops_somewhere(lire, monkeypatch):
    monkeypatch.setattr("socle.listes.COMPTE_MAX", 3)
    ActualiteFabrique.create_batch(5)
    lue = lire("actualites", type="information", limite=2)
    assert (lue["nombre"], lue["nombre_exact"], lue["suivante"] is None) == (3, False, False)


def lignes_csv(reponse):
    assert reponse["Content-Type"].startswith("text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(reponse.content.decode())))


def test_a_table_has_no_formula(visiteur, japon, armenie):
    formules = {"titre": '=HYPERLINK("http://exemple.test")', "chapo": "+33 1", "surtitre": "-2", "sous_titre": "@SUM"}
    ActualiteFabrique(**formules, pays=[japon, armenie])
    (ligne,) = lignes_csv(visiteur.get("/api/v1/actualites?format=csv"))
    assert ligne["titre"].startswith("'=")
    assert (ligne["chapo"], ligne["surtitre"], ligne["sous_titre"]) == ("'+33 1", "'-2", "'@SUM")
    assert set(ligne["pays"].split(" | ")) == {"JP", "AM"}
    assert ligne["id"].isdecimal()


@pytest.mark.parametrize(
    ("valeur", "cellule"),
    [
        (None, ""),
        (True, "oui"),
        (-2.5, -2.5),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (["=1"], "'=1"),
        ([{"nom": "Fès"}], "Fès"),
        (date(2026, 1, 2), "2026-01-02"),
    ],
)
def test_cells(valeur, cellule):
    assert formats.cellule(valeur) == cellule


def test_each_format_is_had_by_the_address_or_by_the_header(db, visiteur):
    for cle, jeu in JEUX.items():
        for nom, nature in (("json", "application/json"), ("csv", "text/csv"), ("geojson", "application/geo+json")):
            par_adresse = visiteur.get(f"/api/v1/{cle}?format={nom}", headers={"accept": "image/png"})
            par_entete = visiteur.get(f"/api/v1/{cle}", headers={"accept": nature})
            offert = nom in jeu.formats
            assert (par_adresse.status_code, par_entete.status_code) == ((200, 200) if offert else (400, 406)), (cle, nom)
            if offert:
                assert par_entete.content == par_adresse.content
                assert par_entete["Content-Type"].startswith(nature)
    assert visiteur.get("/api/v1/pays", headers={"accept": "text/html,*/*;q=0.8"})["Content-Type"].startswith("application/json")


def test_hours_have_their_zone(lire):
    ete = EvenementFabrique(debut=date(2027, 7, 14), heure_debut=time(14, 30), heure_fin=time(0))
    jour = EvenementFabrique(debut=date(2027, 1, 14))
    fiche = lire(f"agenda/{ete.pk}")
    assert (fiche["commence_le"], fiche["finit_le"]) == ("2027-07-14T14:30:00+02:00", "2027-07-15T00:00:00+02:00")
    assert fiche["debut"] == "2027-07-14"
    assert fiche["publie_le"][-6:] in {"+01:00", "+02:00"}
    assert lire(f"agenda/{jour.pk}")["commence_le"] is None


def test_places_are_points_on_a_map(lire, aix, japon):
    ville = AutoriteLocaleFabrique(pays=japon, latitude=32.8, longitude=130.7)
    aix.latitude, aix.longitude = 43.5, 5.4
    aix.save()
    PartenariatFabrique(collectivites=[aix], autorites=[ville])
    (lieu,) = lire("collectivites", format="geojson")["features"]
    assert lieu["geometry"] == {"type": "Point", "coordinates": [5.4, 43.5]}
    assert (lieu["id"], lieu["properties"]["nom"]) == (aix.pk, aix.nom)
    carte = lire("partenariats", format="geojson")
    assert carte["type"] == "FeatureCollection"
    assert carte["features"][0]["geometry"] == {"type": "MultiPoint", "coordinates": [[5.4, 43.5], [130.7, 32.8]]}
    assert lire(f"pays/{japon.pk}", format="geojson")["geometry"] is None


def test_a_row_keeps_its_number_and_names_its_page(lire, visiteur):
    actualite = ActualiteFabrique(slug="avant")
    avant = lire(f"actualites/{actualite.pk}")
    actualite.slug = "apres"
    actualite.save()
    apres = lire(f"actualites/{actualite.pk}")
    assert avant["id"] == apres["id"]
    assert apres["url"] == "http://127.0.0.1:8000/actualites/apres/"
    assert visiteur.get("/actualites/apres/").status_code == 200


def un_de_chaque(rang):
    """Write a row of each set, tied to others of its own."""
    pays = PaysFabrique(alpha2=f"{chr(65 + rang // 26)}{chr(65 + rang % 26)}")
    collectivite = CollectiviteFabrique(pays=[pays], secteurs=[SecteurFabrique()])
    collectivite.odds.add(OddFabrique())
    for nature in ("groupe-pays", "thematique"):
        groupe = GroupeFabrique(pays=[pays], membres=[collectivite], nature=nature)
        groupe.themes.add(ThemeFabrique())
    lien = PartenariatFabrique(collectivites=[collectivite], autorites=[AutoriteLocaleFabrique(pays=pays)])
    lien.secteurs.add(SecteurFabrique())
    projet = ProjetFabrique(collectivites=[collectivite], pays=[pays])
    projet.secteurs.add(SecteurFabrique())
    fonds = FondsFabrique()
    ContributionFabrique(fonds=fonds, collectivite=collectivite, montant=90_000)
    AffectationFabrique(fonds=fonds, montant=30_000, secteur=SecteurFabrique())
    sujets = {"pays": [pays], "themes": [ThemeFabrique()], "groupes": [groupe], "fonds": [fonds], "collectivites": [collectivite]}
    for sorte in sortes():
        contenu = CONTENUS[sorte.modele]()
        for champ, lignes in sujets.items():
            if sorte.a(champ):
                getattr(contenu, champ).set(lignes)
        if sorte.cle == "pages":
            contenu.parent = CONTENUS[sorte.modele]()
            contenu.save()


def cout(visiteur, adresse):
    with CaptureQueriesContext(connection) as requetes:
        assert visiteur.get(adresse).status_code == 200
    return len(requetes)


def test_a_list_costs_the_same_with_two_rows_and_with_twenty(db, visiteur):
    adresses = [f"/api/v1/{cle}?limite=100&format={nom}" for cle, jeu in JEUX.items() for nom in jeu.formats]
    for rang in range(2):
        un_de_chaque(rang)
    avant = {adresse: cout(visiteur, adresse) for adresse in adresses}
    for rang in range(2, 20):
        un_de_chaque(rang)
    assert {adresse: cout(visiteur, adresse) for adresse in adresses} == avant
    assert max(avant.values()) <= 14
    for cle in JEUX:
        lignes = visiteur.get(f"/api/v1/{cle}?limite=100").json()["lignes"]
        assert len(lignes) >= 20
        assert cout(visiteur, f"/api/v1/{cle}/{lignes[0]['id']}") <= 14
