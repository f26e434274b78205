from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from territoires.models import Commune, ImportReferentiel, Pays

pytestmark = pytest.mark.django_db


@pytest.fixture
def commande(fichier):
    """Return a function running the command on `contenu` as it stands; it returns what was printed."""

    def lancer(**options):
        sortie = StringIO()
        call_command("importer_referentiel", fichier=str(fichier()), stdout=sortie, **options)
        return sortie.getvalue()

    return lancer


def test_dry_by_default(commande):
    texte = commande()
    assert "communes : 4 à ajouter, 0 à modifier, 0 à marquer obsolètes" in texte
    assert "Essai à blanc, rien n’est écrit" in texte
    assert not Pays.objects.exists()


def test_writes_when_told_and_says_so(commande):
    assert "Écrit : 15 lignes" in commande(ecrire=True)
    assert Commune.objects.count() == 4
    assert "Rien à changer" in commande(ecrire=True)


def test_shows_what_changes(commande, contenu, communes):
    commande(ecrire=True)
    communes["01053"][3] = 1
    contenu["tables"]["communes"]["lignes"].remove(communes["01001"])
    texte = commande()
    assert "modification : Bourg-en-Bresse (01053) : population : 42000 → 1" in texte
    assert "obsolète : L’Abergement-Clémenciat (01001)" in texte


def test_shows_five_examples_or_all(commande, contenu):
    ajouts = [[f"01{numero}", None, f"Commune {numero}", 1, [], "01", None, None, None] for numero in range(500, 508)]
    contenu["tables"]["communes"]["lignes"] += ajouts
    assert "ajout :" not in commande(ecrire=True)
    for ligne in ajouts:
        ligne[3] = 2
    texte = commande()
    assert texte.count("modification :") == 5
    assert "… et 3 de plus" in texte
    assert commande(verbosity=2).count("modification :") == 8


def test_shows_its_progress_on_long_tables(commande, contenu):
    contenu["tables"]["communes"]["lignes"] += [
        [f"{code:05d}", None, f"Commune {code}", 1, [], "01", None, None, None] for code in range(60000, 65100)
    ]
    texte = commande(ecrire=True)
    assert "communes : 5\u202f000 / 5\u202f104" in texte
    assert "communes : 5\u202f104 / 5\u202f104" in texte


def test_only_if_needed_asks_one_question(commande):
    commande(ecrire=True, si_necessaire=True)
    assert Commune.objects.count() == 4
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        assert "déjà à jour" in commande(ecrire=True, si_necessaire=True)
    assert len(requetes) == 1


def test_only_if_needed_imports_a_changed_file(commande, communes):
    commande(ecrire=True, si_necessaire=True)
    communes["01053"][3] = 1
    assert "Écrit : 1 lignes" in commande(ecrire=True, si_necessaire=True)


def test_a_broken_file_is_one_clear_line_and_loses_nothing(commande, contenu, communes):
    commande(ecrire=True)
    communes["01053"][0] = "01001"
    with pytest.raises(CommandError) as erreur:
        commande(ecrire=True)
    assert "« 01001 » figure deux fois" in str(erreur.value)
    assert "Rien n’a été écrit." in str(erreur.value)
    assert "\n" not in str(erreur.value)
    assert Commune.objects.actuels().count() == 4


def test_a_missing_file_is_one_clear_line(tmp_path):
    for options in ({}, {"si_necessaire": True}):
        with pytest.raises(CommandError, match="introuvable"):
            call_command("importer_referentiel", fichier=str(tmp_path / "absent.gz"), **options)


def test_what_an_import_brings_is_made_plain_before_it_is_judged(commande, contenu, communes, db):
    """Invisible signs, spaces in codes, letters in two signs; a sign that cannot be read is refused."""
    communes["2A004"][1:3] = ["212 000\u202f046", "Aja\u0301ccio\u200b\u2028(Corse)\x07"]
    communes["2A004"][4] = ["20\u00a0000"]
    commande(ecrire=True)
    ajaccio = Commune.objects.get(pk="2A004")
    assert (ajaccio.siren, ajaccio.nom, ajaccio.codes_postaux) == ("212000046", "Ajáccio (Corse)", ["20000"])
    communes["98735"][2] = "a\x00b"
    with pytest.raises(CommandError, match="signe illisible"):
        commande(ecrire=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("rang", "valeur"),
    [(1, "123456789"), (3, "beaucoup"), (3, -1), (0, "1053"), (2, "x" * 200)],
    ids=["siren", "population", "negative", "insee", "long name"],
)
def test_a_value_the_database_refuses_is_one_clear_line_and_loses_nothing(commande, contenu, communes, rang, valeur):
    commande(ecrire=True)
    contenu["tables"]["communes"]["lignes"].append(["01500", None, "Nouvelle", 1, [], "01", None, None, None])
    communes["01053"][3] = 5
    communes["98735"][rang] = valeur
    with pytest.raises(CommandError, match="La base refuse ce référentiel : .*Rien n’a été écrit") as erreur:
        commande(ecrire=True)
    assert "\n" not in str(erreur.value)
    assert Commune.objects.count() == 4
    assert Commune.objects.get(pk="01053").population == 42000
    assert ImportReferentiel.objects.count() == 1
