"""The colours of the design tokens keep the contrasts of WCAG 2.2 AA on every ground they are used on."""

import re

import pytest
from django.conf import settings

from socle.couvertures import PALETTES

JETONS = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", (settings.BASE_DIR / "static/css/tokens.css").read_text()))
FONDS = ["papier", "blanc", "sable", "brume"]


def luminance(couleur):
    """Relative luminance of a hexadecimal colour (WCAG 2)."""
    couleur = couleur if len(couleur) == 6 else "".join(2 * chiffre for chiffre in couleur)
    canaux = [int(couleur[rang : rang + 2], 16) / 255 for rang in (0, 2, 4)]
    rouge, vert, bleu = [canal / 12.92 if canal <= 0.04045 else ((canal + 0.055) / 1.055) ** 2.4 for canal in canaux]
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(un, autre):
    """Contrast ratio of two tokens, from 1 to 21."""
    sombre, clair = sorted((luminance(JETONS[un]), luminance(JETONS[autre])))
    return (clair + 0.05) / (sombre + 0.05)


@pytest.mark.parametrize("fond", FONDS)
@pytest.mark.parametrize("texte", ["texte", "doux", "encre", "lagune", "vermillon", "succes", "alerte", "erreur"])
def test_text_reads_on_every_light_ground(texte, fond):
    assert contraste(texte, fond) >= 4.5


@pytest.mark.parametrize("texte", ["blanc", "brume-vive", "safran-clair"])
def test_text_reads_on_ink(texte):
    assert contraste(texte, "encre") >= 4.5


def test_text_reads_on_the_demo_banner_and_the_alert_label():
    assert contraste("texte", "safran-clair") >= 4.5
    assert contraste("blanc", "vermillon") >= 4.5


@pytest.mark.parametrize("fond", FONDS)
def test_edges_of_fields_and_focus_are_seen(fond):
    assert contraste("bord", fond) >= 3
    assert contraste("vermillon", fond) >= 3


# No style sheet reaches the colour of the browser's bar, nor the pictures of the brand: they are typed there, the same.
@pytest.mark.parametrize("chemin", ["templates/base.html", "static/img/marque.svg", "static/img/frise.svg"])
def test_a_colour_typed_elsewhere_is_a_token(chemin):
    typees = set(re.findall(r"#([0-9a-f]{6})\b", (settings.BASE_DIR / chemin).read_text(), re.IGNORECASE))
    de_dessin = {couleur.removeprefix("#") for palette in PALETTES for couleur in palette}
    assert typees and {couleur.lower() for couleur in typees} <= {*JETONS.values(), *de_dessin}


def test_mail_types_no_colour():
    for chemin in ("templates/emails/base.html", "courriels/mise_en_page.py"):
        assert re.findall(r"#[0-9a-fA-F]{3,6}\b", (settings.BASE_DIR / chemin).read_text()) == []
