"""What a publication says of its formats: those it is known to have, and nothing more."""

import re

import pytest

from tests.fabriques import PublicationFabrique
from tests.lecture_html import sur_une_ligne


@pytest.mark.parametrize(
    ("formats", "dits", "tus"),
    [
        ({"numerique": True, "gratuit_adherents": True}, ["gratuite pour les adhérents"], ["Version papier"]),
        ({"numerique": True, "gratuit_adherents": False}, ["sur demande"], ["gratuite", "Version papier"]),
        (
            {"numerique": True, "papier": True, "gratuit_adherents": False},
            ["Papier et numérique", "Version papier"],
            ["gratuite"],
        ),
        ({"numerique": False}, ["À préciser"], ["Version numérique", "Version papier", "gratuite"]),
    ],
)
def test_a_page_says_the_known_formats_only(formats, dits, tus, visiteur, db):
    page = sur_une_ligne(visiteur.get(PublicationFabrique(**formats).get_absolute_url()).text)
    corps = page[page.index('id="obtenir"') :]
    assert [mot for mot in dits if mot not in corps] == []
    assert [mot for mot in tus if mot in corps] == []
    assert not re.search(r"<ul>\s*</ul>", corps)
