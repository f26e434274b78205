"""What header, foot and components say in each language, and how English writes days and numbers."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template

from socle import langues

GABARITS = Path(__file__).resolve().parents[2] / "templates"


def cles_des_gabarits():
    textes = (chemin.read_text() for chemin in GABARITS.rglob("*.html"))
    return {cle for texte in textes for cle in re.findall(r'\{% mot "(\w+)"', texte)}


def test_every_text_is_in_both_languages():
    for cle, textes in langues.MOTS.items():
        assert len(textes) == 2 and all(texte.strip() for texte in textes), cle
    assert list(langues.MOTS) == sorted(langues.MOTS)


def test_every_text_is_used_and_every_key_exists():
    assert cles_des_gabarits() == set(langues.MOTS)


@pytest.mark.parametrize(
    ("contexte", "attendu"), [({}, "Accueil"), ({"langue_page": "fr"}, "Accueil"), ({"langue_page": "en"}, "Home")]
)
def test_a_text_is_in_the_language_of_the_page(contexte, attendu):
    assert Template('{% load langues %}{% mot "accueil" %}').render(Context(contexte)) == attendu


def test_english_keeps_its_own_typography():
    for _, anglais in langues.MOTS.values():
        assert not re.search(r"[\u00a0\u202f«»]", anglais)


def test_days_and_numbers_are_written_in_english():
    assert langues.date_anglaise(date(2026, 11, 9)) == "9\u00a0November 2026"
    assert langues.mois_anglais(date(2023, 9, 1)) == "September 2023"
    assert langues.nombre_anglais(34969) == "34,969"
    assert langues.montant_anglais(Decimal(520000)) == "€520,000"
    assert langues.montant_anglais(Decimal("12.5")) == "€12.50"
    assert langues.montant_anglais(Decimal("-3")) == "−€3"
