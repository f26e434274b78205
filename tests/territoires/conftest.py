"""A tiny référentiel, as the file of the repository is made, that each test bends to its needs."""

import copy
import gzip
import json

import pytest

POINT = ("latitude", "longitude")
CONTENU = {
    "format": 1,
    "millesime": 2026,
    "source": "essai",
    "tables": {
        "pays": {
            "colonnes": [
                "alpha2",
                "alpha3",
                "nom",
                "nom_anglais",
                "article",
                "preposition",
                "region_monde",
                "eligible_apd",
                *POINT,
            ],
            "lignes": [
                ["JP", "JPN", "Japon", "Japan", "le", "au", "asie", False, 36.65, 137.99],
                ["XK", "XKX", "Kosovo", "Kosovo", "le", "au", "europe", True, None, None],
            ],
        },
        "regions": {
            "colonnes": ["code", "nom", "siren", *POINT],
            "lignes": [["94", "Corse", "200076958", None, None], ["84", "Auvergne-Rhône-Alpes", "200053767", 45.5, 4.5]],
        },
        "departements": {
            "colonnes": ["code", "nom", "siren", "region_id", *POINT],
            "lignes": [["2A", "Corse-du-Sud", None, "94", None, None], ["01", "Ain", "220100010", "84", 46.1, 5.35]],
        },
        "epci": {
            "colonnes": ["siren", "nom", "nature", "population"],
            "lignes": [["240100750", "Communauté d’agglomération du Bassin de Bourg-en-Bresse", "CA", 136000]],
        },
        "communes": {
            "colonnes": ["insee", "siren", "nom", "population", "codes_postaux", "departement_id", "epci_id", *POINT],
            "lignes": [
                ["2A004", "212000046", "Ajaccio", 76320, ["20000", "20090"], "2A", None, 41.92, 8.7],
                ["01001", "210100012", "L’Abergement-Clémenciat", 860, ["01400"], "01", None, 46.15, 4.93],
                ["01053", "210100533", "Bourg-en-Bresse", 42000, ["01000"], "01", "240100750", 46.2, 5.24],
                ["98735", None, "Papeete", 26654, ["98714"], None, None, None, None],
            ],
        },
        "odd": {"colonnes": ["numero", "nom"], "lignes": [[11, "Villes et communautés durables"]]},
        "secteurs": {
            "colonnes": ["code", "nom", "nom_anglais", "ordre"],
            "lignes": [["eau", "Eau", "Water", 1], ["sport", "Sport", "Sport", 2]],
        },
        "themes": {"colonnes": ["slug", "nom", "ordre"], "lignes": [["climat", "Climat", 1]]},
    },
}
TAILLE = 2 + 2 + 2 + 1 + 4 + 1 + 2 + 1


@pytest.fixture
def contenu():
    """The content of the tiny file, to be changed freely."""
    return copy.deepcopy(CONTENU)


@pytest.fixture
def communes(contenu):
    """The rows of communes in `contenu`, by INSEE code."""
    return {ligne[0]: ligne for ligne in contenu["tables"]["communes"]["lignes"]}


@pytest.fixture
def fichier(tmp_path, contenu):
    """Return a function writing `contenu` (or the text given) to a file as the frozen copy is written; it returns its path."""

    def ecrire(texte=None):
        chemin = tmp_path / "referentiel.json.gz"
        chemin.write_bytes(gzip.compress((json.dumps(contenu) if texte is None else texte).encode(), mtime=0))
        return chemin

    return ecrire
