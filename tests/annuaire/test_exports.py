"""The directory as a file: the rows of its filter, as its pages show them, that no spreadsheet computes."""

import csv
import json
from io import StringIO

import pytest
from django.utils import timezone

from annuaire.models import Collectivite
from socle.tableur import cellule, en_csv
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    PartenariatFabrique,
    PaysFabrique,
)

FORMES = ("csv", "geojson")


def tableau(client, requete=""):
    texte = client.get(f"/annuaire/export.csv{requete}").text
    assert texte.startswith("\ufeff")
    return list(csv.reader(StringIO(texte[1:]), delimiter=";"))


def noms(client, forme, requete=""):
    if forme == "csv":
        return [ligne[0] for ligne in tableau(client, requete)[1:-2]]
    collection = json.loads(client.get(f"/annuaire/export.geojson{requete}").text)
    return [une["properties"]["nom"] for une in collection["features"]]


@pytest.fixture
def annuaire(aix, billere, japon):
    aix.pays.set([japon])
    Collectivite.objects.filter(pk=aix.pk).update(latitude=43.529742, longitude=5.447427, courriel="secret@exemple.test")
    return CollectiviteFabrique(nom="Ville cachée", visible=False)


@pytest.mark.parametrize("forme", FORMES)
@pytest.mark.parametrize("client", ["visiteur", "membre", "client_editrice"])
def test_it_holds_the_rows_of_the_filter(request, annuaire, client, forme):
    client = request.getfixturevalue(client)
    assert noms(client, forme, "?tri=&page=999999") == ["Ville d’Aix-en-Provence", "Ville de Billère"]
    assert noms(client, forme, "?pays=JP&vue=carte") == ["Ville d’Aix-en-Provence"]
    assert noms(client, forme, "?q=billere") == ["Ville de Billère"]


@pytest.mark.parametrize("forme", FORMES)
def test_an_empty_one_is_whole(visiteur, db, forme):
    assert noms(visiteur, forme) == []


def test_the_name_of_the_file_says_the_filter_and_the_day(visiteur, annuaire, japon):
    japon.article = "le"
    japon.save()
    jour = timezone.localdate().isoformat()
    for requete, attendu in {
        "": f"annuaire-des-collectivites-{jour}.csv",
        "?pays=JP&type=commune": f"communes-qui-travaillent-avec-le-japon-{jour}.csv",
    }.items():
        assert visiteur.get(f"/annuaire/export.csv{requete}")["Content-Disposition"] == f'attachment; filename="{attendu}"'


def test_a_csv_opens_as_a_french_spreadsheet_expects(visiteur, annuaire, aix):
    reponse = visiteur.get("/annuaire/export.csv?q=aix")
    assert reponse["Content-Type"].startswith("text/csv; charset=utf-8")
    colonnes, ligne, _, mention = tableau(visiteur, "?q=aix")
    dits = dict(zip(colonnes, ligne, strict=True))
    assert dits["pays"] == "Japon" and dits["adherente"] == "oui" and dits["habitants"] == "10000"
    assert (
        dits["siren"] == (aix.commune.siren or "")
        and dits["insee"] == aix.commune_id
        and dits["fiche"].endswith("/annuaire/aix-en-provence/")
    )
    assert "Licence Ouverte" in mention[0] and "Cités Unies France" in mention[0]


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t=", "\r", " =", "\n="])
def test_no_cell_is_computed(visiteur, db, debut):
    assert cellule(f"{debut}cmd|' /C calc'!A0").startswith("'")
    CollectiviteFabrique(nom=f"{debut.strip() or '='}HYPERLINK(1)")
    assert tableau(visiteur)[1][0].startswith("'")


def test_what_is_no_formula_stays(db):
    assert [cellule(valeur) for valeur in ("Aix-en-Provence", 12, None, "")] == ["Aix-en-Provence", 12, "", ""]
    assert list(en_csv([["L’Haÿ; dite « a »", 1]]))[1] == '"L’Haÿ; dite « a »";1\r\n'


def test_a_geojson_is_one(visiteur, annuaire, aix, billere):
    """RFC 7946: a collection of features, longitude first; a place that is not known is null."""
    Collectivite.objects.filter(pk=billere.pk).update(nom='Ville de "Billère" </script>')
    reponse = visiteur.get("/annuaire/export.geojson")
    assert reponse["Content-Type"] == "application/geo+json"
    collection = json.loads(reponse.text)
    assert collection["type"] == "FeatureCollection" and "Licence Ouverte" in collection["license"]
    autre, situee = collection["features"]
    assert situee["geometry"] == {"type": "Point", "coordinates": [5.44743, 43.52974]}
    assert situee["properties"]["pays"] == ["Japon"] and situee["properties"]["partenariats"] == 0
    assert {une["type"] for une in collection["features"]} == {"Feature"} and autre["geometry"] is None
    assert "crs" not in collection


@pytest.mark.parametrize("forme", FORMES)
def test_nothing_that_the_pages_do_not_show_is_handed_over(membre, annuaire, forme):
    texte = membre.get(f"/annuaire/export.{forme}").text
    assert "secret@exemple.test" not in texte and "cachée" not in texte


@pytest.mark.parametrize("forme", FORMES)
@pytest.mark.parametrize("requete", ["pays=ZZ", "vue=zzz", "tri=%00", "groupe=comite-secret"])
def test_a_filter_that_makes_no_sense_is_told(visiteur, annuaire, forme, requete):
    reponse = visiteur.get(f"/annuaire/export.{forme}?{requete}")
    assert reponse.status_code == 400 and "Cette valeur n’existe pas" in reponse.text


@pytest.mark.parametrize("forme", FORMES)
def test_it_is_only_read(visiteur, annuaire, forme):
    for methode in ("post", "put", "delete"):
        assert getattr(visiteur, methode)(f"/annuaire/export.{forme}").status_code == 405


@pytest.mark.parametrize("forme", FORMES)
def test_it_costs_the_same_with_2_and_with_20(visiteur, forme, japon, django_assert_num_queries):
    for nombre in (2, 18):
        for rang in range(nombre):
            autre = PaysFabrique(alpha2=f"{'X' if nombre == 2 else 'Z'}{chr(65 + rang)}")
            une = CollectiviteFabrique(pays=[japon, autre])
            PartenariatFabrique(collectivites=[une], autorites=[AutoriteLocaleFabrique(pays=autre)])
        with django_assert_num_queries(2):  # who holds what, the rows
            visiteur.get(f"/annuaire/export.{forme}")


def test_the_pages_lead_to_it_with_their_filter(visiteur, annuaire):
    texte = visiteur.get("/annuaire/?pays=JP&vue=table&page=1").text
    assert 'href="/annuaire/export.csv?pays=JP"' in texte and 'href="/annuaire/export.geojson?pays=JP"' in texte
