"""Words as people type them in a search."""

import pytest

from socle.mots import MOTS_MAX, mots_de, mots_utiles, valeurs_nommees


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("Fès (Maroc)", ["Fès", "Maroc"]),
        ("Aix-en-Provence (13)", ["Aix", "en", "Provence", "13"]),
        ("Corse-du-Sud (2A)", ["Corse", "du", "Sud", "2A"]),
        ("ODD 13 – Climat", ["ODD", "13", "Climat"]),
        ("Nancy\u2011Kanazawa", ["Nancy", "Kanazawa"]),
        ("St. Étienne", ["St", "Étienne"]),
        ("L’Haÿ-les-Roses", ["L’Haÿ", "les", "Roses"]),
        ("211 300\u202f017", ["211300017"]),
        ("13\u00a0100", ["13100"]),
        ("Le 13 100", ["Le", "13", "100"]),
        ("« Lyon », Lyon ; ...", ["Lyon"]),
        ("jean.dupont@exemple.test", ["jean.dupont@exemple.test"]),
        ("\0 - ()", []),
        ("", []),
    ],
)
def test_a_label_gives_its_words(texte, mots):
    assert mots_de(texte) == mots


def test_the_first_words_only():
    assert len(mots_de(" ".join(f"m{rang}" for rang in range(50)))) == MOTS_MAX


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("jumelage de Rennes avec Fès", ["jumelage", "Rennes", "Fès"]),
        ("L’ami d’Aix et l'eau", ["ami", "Aix", "eau"]),
        ("de la", ["de", "la"]),
        ("Le", ["Le"]),
    ],
)
def test_a_phrase_gives_the_words_that_names_hold(texte, mots):
    assert mots_utiles(texte) == mots


def test_choices_are_named_by_the_words_of_their_labels():
    choix = [("a", "pacte d’amitié"), ("b", "coopération décentralisée"), ("c", "jumelage")]
    trouves = {mot: valeurs_nommees(choix, mot) for mot in ("AMITIE", "jumelages", "cooperation", "es", "Fès", "s")}
    assert trouves == {"AMITIE": ["a"], "jumelages": ["c"], "cooperation": ["b"], "es": [], "Fès": [], "s": ["b"]}
