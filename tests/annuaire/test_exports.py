"""The directory as a file: the rows of its filter, as its pages show them, that no spreadsheet computes."""

import csv
import json
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from annuaire.models import Collectivite
from socle.tableur import cellule, en_csv, en_xlsx
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    PartenariatFabrique,
    PaysFabrique,
)

FORMES = ("csv", "xlsx", "geojson")


def tableau(client, requete=""):
    texte = client.get(f"/annuaire/export.csv{requete}").text
    assert texte.startswith("\ufeff")
    return list(csv.reader(StringIO(texte[1:]), delimiter=";"))


def classeur(client, requete="", adresse="/annuaire/export.xlsx"):
    reponse = client.get(f"{adresse}{requete}")
    assert reponse["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return load_workbook(BytesIO(reponse.content)).active


def noms(client, forme, requete=""):
    if forme == "xlsx":
        return [ligne[0].value for ligne in list(classeur(client, requete).rows)[1:-2]]
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
    if forme == "xlsx":
        texte = str(list(classeur(membre).values))
    else:
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
    for forme in FORMES:
        assert f'href="/annuaire/export.{forme}?pays=JP"' in texte


def test_an_excel_file_has_a_header_in_view_and_true_values(visiteur, annuaire):
    """The same columns and rows as the CSV, where a date is a date and a number a number."""
    feuille, lignes = classeur(visiteur), tableau(visiteur)
    valeurs = [["" if valeur is None else valeur for valeur in ligne] for ligne in feuille.values]
    assert valeurs[0] == lignes[0] and len(valeurs) == len(lignes) and valeurs[-1][0] == lignes[-1][0]
    dites = dict(zip(valeurs[0], valeurs[1], strict=True))
    assert dites["habitants"] == 10_000 and isinstance(dites["mise_a_jour"], datetime) and isinstance(dites["insee"], str)
    assert all(une.font.bold for une in feuille[1]) and not feuille["A2"].font.bold and feuille.freeze_panes == "A2"
    assert feuille.column_dimensions["A"].width == 38
    assert feuille.cell(2, valeurs[0].index("mise_a_jour") + 1).number_format == "dd/mm/yyyy"


@pytest.mark.parametrize("nom", ["=HYPERLINK(1)", "+1", "@cmd", "-1"])
def test_no_cell_of_excel_is_computed(visiteur, db, nom):
    CollectiviteFabrique(nom=nom)
    une = classeur(visiteur)["A2"]
    assert une.data_type == "s" and une.value == f"'{nom}"


def test_what_excel_refuses_is_left_out():
    fait = en_xlsx({"texte": 10}, [["a\x01b"], ["x" * 40_000], [None]], feuille="Essai", mention="fin")
    _, sale, longue, vide, *_ = load_workbook(BytesIO(fait)).active.values
    assert (sale[0], len(longue[0]), vide[0]) == ("a b", 32_767, None)


class TestPartenariats:
    @pytest.fixture
    def liens(self, aix, japon):
        cachee = CollectiviteFabrique(nom="Ville cachée", visible=False)
        kumamoto, fes = (
            AutoriteLocaleFabrique(nom="Kumamoto", pays=japon),
            AutoriteLocaleFabrique(nom="Fès", pays=PaysFabrique(alpha2="MA")),
        )
        PartenariatFabrique(
            collectivites=[aix, cachee], autorites=[kumamoto], nature="jumelage", annee=1992, confirme_le=date(2026, 3, 2)
        )
        PartenariatFabrique(collectivites=[CollectiviteFabrique(nom="Ville de Strasbourg")], autorites=[fes], description="=1+1")
        PartenariatFabrique(collectivites=[cachee], autorites=[fes])

    def test_both_files_hold_the_ties_of_the_filter(self, visiteur, liens):
        feuille = classeur(visiteur, "?pays=JP", "/annuaire/partenariats/export.xlsx")
        noms, valeurs, *reste = feuille.values
        dites = dict(zip(noms, valeurs, strict=True))
        assert dites["collectivites"] == "Ville d’Aix-en-Provence" and dites["partenaires"] == "Kumamoto"
        assert dites["annee"] == 1992 and dites["confirme_le"] == datetime(2026, 3, 2) and dites["situation"] == "actif"
        assert len(reste) == 2 and "/annuaire/partenariats/" in reste[1][0]
        texte = visiteur.get("/annuaire/partenariats/export.csv").text
        assert texte.count("\r\n") == 5 and "cachée" not in texte and ";'=1+1;" in texte and "2026-03-02" in texte
        assert "Aix" not in visiteur.get("/annuaire/partenariats/export.csv?q=strasbourg").text

    def test_a_filter_that_makes_no_sense_is_told(self, visiteur, liens):
        for forme in ("csv", "xlsx"):
            assert visiteur.get(f"/annuaire/partenariats/export.{forme}?nature=zzz").status_code == 400

    def test_the_list_leads_to_them_with_its_filter(self, visiteur, liens):
        texte = visiteur.get("/annuaire/partenariats/?pays=JP&page=1").text
        for forme in ("csv", "xlsx"):
            assert f'href="/annuaire/partenariats/export.{forme}?pays=JP"' in texte

    def test_it_costs_the_same_with_2_and_with_20(self, visiteur, db, django_assert_num_queries):
        for nombre in (2, 18):
            for rang in range(nombre):
                autre = PaysFabrique(alpha2=f"{'X' if nombre == 2 else 'Z'}{chr(65 + rang)}")
                PartenariatFabrique(collectivites=[CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique(pays=autre)])
            with django_assert_num_queries(4):  # the rows, their collectivités, their authorities, the mark
                visiteur.get("/annuaire/partenariats/export.xlsx")
