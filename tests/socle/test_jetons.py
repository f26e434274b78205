"""The colours of the design tokens keep the contrasts of WCAG 2.2 AA on every ground they are used on."""

import re

import pytest
from django.conf import settings

from socle.couvertures import PALETTES
from socle.palette import JETONS, SOMBRES

SCHEMAS = {"light": JETONS, "dark": SOMBRES}
FONDS = ["papier", "surface", "sable", "brume"]
TEXTES = ["texte", "doux", "encre", "lagune", "vermillon", "succes", "alerte", "erreur"]
FEUILLES = ["portail", "espace", "contraste", "print"]


def luminance(couleur):
    """Relative luminance of a hexadecimal colour (WCAG 2)."""
    canaux = [int(couleur[rang : rang + 2], 16) / 255 for rang in (1, 3, 5)]
    rouge, vert, bleu = [canal / 12.92 if canal <= 0.04045 else ((canal + 0.055) / 1.055) ** 2.4 for canal in canaux]
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(un, autre):
    """Contrast ratio of two colours, from 1 to 21."""
    sombre, clair = sorted((luminance(un), luminance(autre)))
    return (clair + 0.05) / (sombre + 0.05)


@pytest.fixture(params=SCHEMAS)
def couleurs(request):
    """The tokens of each scheme."""
    return SCHEMAS[request.param]


# What is read (4.5), what is only seen (3: edges of fields, focus, parts of a chart), and on which grounds.
LUS = [
    *(
        (texte, fond)
        for texte in ("texte", "doux", "encre", "lagune", "vermillon", "succes", "alerte", "erreur")
        for fond in FONDS
    ),
    *(("blanc", fond) for fond in ("plein", "nuit", "vif", "danger")),
    *((texte, "nuit") for texte in ("brume_vive", "safran_clair")),
    *((texte, "surligne") for texte in ("texte", "encre")),
    *((texte, fond) for texte in ("texte", "encre") for fond in ("succes_fond", "alerte_fond", "erreur_fond")),
    *(("sur_clair", fond) for fond in ("safran", "safran_clair", "blanc")),
    ("succes", "succes_fond"),
    ("erreur", "erreur_fond"),
]
VUS = [
    *((trait, fond) for trait in ("bord", "vermillon", "anneau") for fond in FONDS),
    *((barre, fond) for barre in ("graphe_1",) for fond in ("papier", "surface")),
    ("graphe_1", "graphe_2"),
    ("safran_clair", "nuit"),
    ("anneau", "contre_anneau"),
]


@pytest.mark.parametrize(("texte", "fond"), LUS)
def test_a_text_reads_on_its_grounds(couleurs, texte, fond):
    assert contraste(couleurs[texte], couleurs[fond]) >= 4.5


@pytest.mark.parametrize(("signe", "fond"), VUS)
def test_a_sign_is_seen_on_its_grounds(couleurs, signe, fond):
    assert contraste(couleurs[signe], couleurs[fond]) >= 3


def test_the_dark_scheme_changes_only_colours_that_exist():
    sombre = (settings.BASE_DIR / "static/css/sombre.css").read_text()
    clairs = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    noms = re.findall(r"(--[\w-]+):", sombre)
    assert noms and [nom for nom in noms if f"{nom}:" not in clairs] == []


@pytest.mark.parametrize("nom", FEUILLES)
def test_a_style_sheet_types_no_colour_and_names_only_tokens(nom):
    """A colour typed would stay in the other scheme; on paper, black and white are what they are."""
    texte = (settings.BASE_DIR / f"static/css/{nom}.css").read_text()
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", texte)) <= ({"#fff", "#000"} if nom == "print" else set())
    noms = set(re.findall(r"var\((--[\w-]+)\)", texte))
    jetons = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    assert [nom for nom in noms if f"{nom}:" not in jetons and f"{nom}:" not in texte] == []


@pytest.mark.parametrize("nom", FEUILLES)
def test_ink_is_for_what_is_written(nom):
    """In a dark scheme ink is light: what is filled with it takes `plein` or `nuit`, which stay dark under white."""
    texte = (settings.BASE_DIR / f"static/css/{nom}.css").read_text()
    assert re.findall(r"background(?:-color)?: var\(--(?:encre|erreur|texte)\)", texte) == []


# No style sheet reaches the colour of the browser's bar, nor the pictures of the brand: they are typed there, the same.
@pytest.mark.parametrize("chemin", ["templates/base.html", "static/img/marque.svg", "static/img/frise.svg"])
def test_a_colour_typed_elsewhere_is_a_token(chemin):
    typees = set(re.findall(r"#[0-9a-f]{6}\b", (settings.BASE_DIR / chemin).read_text(), re.IGNORECASE))
    de_dessin = {couleur for palette in PALETTES for couleur in palette}
    assert typees and {couleur.lower() for couleur in typees} <= {*JETONS.values(), *SOMBRES.values(), *de_dessin}


def test_mail_types_no_colour():
    for chemin in ("templates/emails/base.html", "courriels/mise_en_page.py"):
        assert re.findall(r"#[0-9a-fA-F]{3,6}\b", (settings.BASE_DIR / chemin).read_text()) == []
