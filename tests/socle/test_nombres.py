"""Words counted: one and zero are singular in French, which Django's own `pluralize` does not know."""

import pytest
from django.template import Context, Template

from socle.nombres import pluriel
from tests.couches import RACINE


@pytest.mark.parametrize(
    ("valeur", "fin"),
    [(None, ""), (0, ""), (1, ""), (-1, ""), (1.5, ""), (2, "s"), (-2, "s"), (1000, "s")] + [([], ""), ([1], ""), ([1, 2], "s")],
)
def test_the_plural_begins_at_two(valeur, fin):
    assert pluriel(valeur) == fin


@pytest.mark.parametrize(("valeur", "dit"), [(0, "0 cheval a"), (1, "1 cheval a"), (2, "2 chevaux ont")])
def test_words_that_take_another_ending(valeur, dit):
    texte = "{% load composants %}{{ n }} chev{{ n|pluriel:'al,aux' }} {{ n|pluriel:'a,ont' }}"
    assert Template(texte).render(Context({"n": valeur})) == dit


def test_no_template_counts_as_in_english():
    gabarits = sorted((RACINE / "templates").rglob("*.html"))
    assert len(gabarits) > 100
    # English pages do: zero is plural there.
    francais = [chemin for chemin in gabarits if "anglais" not in str(chemin.relative_to(RACINE))]
    assert [chemin.name for chemin in francais if "|pluralize" in chemin.read_text()] == []
