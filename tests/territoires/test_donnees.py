"""The frozen copy committed with the portal is whole, small, and says what the official lists say."""

import csv
import subprocess
import sys
from collections import Counter

import pytest

from socle.siren import siren_valide
from territoires import apd
from territoires.lecture import FICHIER, lire
from territoires.models import Commune, Departement, Epci, Pays
from territoires.synchro import importer


@pytest.fixture(scope="module")
def tables():
    return lire(FICHIER).tables


def test_is_small():
    assert FICHIER.stat().st_size < 5_000_000


def test_counts(tables):
    assert {nom: len(lignes) for nom, lignes in tables.items()} == {
        "pays": 250,
        "regions": 18,
        "departements": 101,
        "epci": 1255,
        "communes": 34969,
        "odd": 17,
        "secteurs": 18,
        "themes": 19,
    }
    assert Counter(e["nature"] for e in tables["epci"]) == {"CC": 989, "CA": 230, "METRO": 21, "CU": 14, "MET69": 1}
    assert sum(c["departement_id"] is None for c in tables["communes"]) == 94
    assert sum(c["population"] is None for c in tables["communes"]) == 6


def test_every_siren_has_a_right_key(tables):
    sirens = [
        ligne["siren"] for nom in ("regions", "departements", "epci", "communes") for ligne in tables[nom] if ligne["siren"]
    ]
    assert len(sirens) == 18 + 94 + 1255 + 34875
    assert [siren for siren in sirens if not siren_valide(siren)] == []


def test_known_rows(tables):
    communes = {c["insee"]: c for c in tables["communes"]}
    assert (communes["13001"]["nom"], communes["13001"]["siren"]) == ("Aix-en-Provence", "211300017")
    assert communes["2A004"]["departement_id"] == "2A"
    assert len(communes["75056"]["codes_postaux"]) == 21
    epci = {e["siren"]: e["nom"] for e in tables["epci"]}
    assert epci["243400017"] == "Montpellier Méditerranée Métropole"
    assert epci["248000531"] == "Communauté d’agglomération Amiens Métropole"
    assert not [nom for nom in epci.values() if nom.startswith(("CC ", "CA ", "CU ")) or "'" in nom]


def test_countries_have_usual_french_names(tables):
    pays = {p["alpha2"]: p["nom"] for p in tables["pays"]}
    attendus = {"PS": "Palestine", "XK": "Kosovo", "TW": "Taïwan", "VN": "Vietnam", "US": "États-Unis", "CI": "Côte d’Ivoire"}
    assert {code: pays[code] for code in attendus} == attendus


def test_countries_and_sectors_have_usual_english_names(tables):
    pays = {p["alpha2"]: p["nom_anglais"] for p in tables["pays"]}
    attendus = {"PS": "Palestine", "MA": "Morocco", "DE": "Germany", "US": "United States", "CI": "Ivory Coast", "TR": "Turkey"}
    assert {code: pays[code] for code in attendus} == attendus
    assert all(pays.values()) and len(set(pays.values())) == 250
    secteurs = {s["code"]: s["nom_anglais"] for s in tables["secteurs"]}
    assert all(secteurs.values()) and secteurs["eau"] == "Water, sanitation and hygiene"


def test_eligible_countries_are_those_of_the_dated_list(tables):
    eligibles = {p["alpha2"] for p in tables["pays"] if p["eligible_apd"]}
    assert eligibles == apd.PAYS_ELIGIBLES_APD
    assert len(eligibles) == 140
    assert {"UA", "PS", "MG", "LB", "AM"} <= eligibles
    assert not eligibles & {"JP", "US", "FR", "KR", "CL", "UY", "SC", "NR", "AG", "CK"}


def test_the_sources_and_the_frozen_copy_agree(tables):
    """A source edited without running bin/construire-referentiel again."""
    dossier = FICHIER.parent / "sources"
    for nom in ("pays", "odd", "secteurs", "themes"):
        with open(dossier / f"{nom}.csv", encoding="utf-8", newline="") as source:
            for attendue, ligne in zip(csv.DictReader(source), tables[nom], strict=True):
                assert {champ: str(ligne[champ]) for champ in attendue} == attendue
    with open(dossier / "sirens.csv", encoding="utf-8", newline="") as source:
        voulus = {(ligne["niveau"], ligne["code"]): ligne["siren"] for ligne in csv.DictReader(source)}
    lus = {("region", r["code"]): r["siren"] for r in tables["regions"]}
    lus |= {("departement", d["code"]): d["siren"] for d in tables["departements"] if d["siren"]}
    assert lus == voulus


def test_the_licence_says_the_size(tables):
    taille = f"{FICHIER.stat().st_size:,}".replace(",", " ")
    assert f"({taille} octets)" in (FICHIER.parent / "LICENCE.md").read_text().replace("\u202f", " ").replace("\u00a0", " ")


def test_the_builder_refuses_another_package(tmp_path):
    autre = tmp_path / "paquet.tgz"
    autre.write_bytes(b"autre")
    avant = FICHIER.read_bytes()
    script = FICHIER.parents[2] / "bin" / "construire-referentiel"
    resultat = subprocess.run([sys.executable, script, autre], capture_output=True, text=True, check=False)
    assert resultat.returncode == 1
    assert "Rien n’est écrit" in resultat.stderr
    assert FICHIER.read_bytes() == avant


@pytest.mark.django_db
def test_the_whole_copy_loads_and_loads_only_once():
    referentiel = lire(FICHIER)
    assert importer(referentiel, ecrire=True).total() == sum(len(lignes) for lignes in referentiel.tables.values())
    assert Commune.objects.actuels().count() == 34969
    assert Epci.objects.actuels().count() == 1255
    assert list(Departement.objects.values_list("code", flat=True))[18:22] == ["19", "2A", "2B", "21"]
    # Every value fits the choices of its field, and every row would pass its own form.
    for modele in (Pays, Departement):
        for ligne in modele.objects.all():
            ligne.clean_fields(exclude=["nom_tri", "ordre"])
    assert not importer(referentiel, ecrire=True)
