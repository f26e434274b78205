"""One style sheet, one file of icons: what they hold, and that pages ask for no other."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from socle.feuille import CHEMIN, PARTIES, ChercheurDeFeuille, joindre

RACINE = Path(settings.BASE_DIR)
GABARITS = sorted((RACINE / "templates").rglob("*.html"))
ICONES = RACINE / "static" / "img" / "icones.svg"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_parts_are_all_there_in_their_order_without_their_comments():
    assert {chemin.stem for chemin in (RACINE / "static/css").glob("*.css")} == set(PARTIES)
    texte = joindre()
    # A rule of each part, in the order in which they yield to one another.
    rangs = [
        texte.index(mots)
        for mots in (":root {", "prefers-color-scheme: dark", ".bouton {", ".espace__demande {", "forced-", "@page {")
    ]
    assert rangs == sorted(rangs)
    assert "/*" not in texte and "@import" not in texte


def test_paper_is_for_paper_alone():
    assert re.sub(r"/\*.*?\*/\s*", "", (RACINE / "static/css/print.css").read_text()).startswith("@media print {")


def test_django_finds_the_sheet_written_again_at_each_change(settings, tmp_path):
    settings.CUF_VAR = tmp_path
    chemin = Path(finders.find(CHEMIN))
    assert chemin.is_relative_to(tmp_path) and chemin.read_text() == joindre()
    chemin.write_text("ancienne")
    assert Path(finders.find(CHEMIN)).read_text() == joindre()
    assert [fichier for fichier, _ in ChercheurDeFeuille().list([])] == [CHEMIN]
    assert list(chemin.parent.iterdir()) == [chemin]
    assert finders.find("css/absente.css") is None


@pytest.mark.parametrize(
    "chemin", [g for g in GABARITS if "admin" not in g.parts and "emails" not in g.parts], ids=lambda chemin: chemin.name
)
def test_a_page_asks_for_no_other_sheet(chemin):
    feuilles = re.findall(r"<link rel=\"stylesheet\"[^>]*?static ['\"]([^'\"]+)", chemin.read_text())
    # What keeps what is typed is of the back office and of the forms of who has signed in.
    assert set(feuilles) <= {CHEMIN, *(["admin-cuf/saisie.css"] if chemin.name == "saisie_scripts.html" else [])}


def test_every_icon_shown_is_drawn_and_every_drawing_shown():
    dessinees = [symbole.attrib["id"] for symbole in ET.fromstring(ICONES.read_text()).iter(f"{SVG}symbol")]
    textes = [chemin.read_text() for chemin in GABARITS]
    montrees = {nom for texte in textes for nom in re.findall(r'{% icone "(\w+)" %}', texte)}
    assert len(dessinees) == len(set(dessinees))
    assert montrees <= set(dessinees)
    # Those whose name is computed stand in the text of a template all the same.
    assert [nom for nom in dessinees if not any(re.search(rf'"{nom}"', texte) for texte in textes)] == []


def test_an_icon_is_never_drawn_in_a_page():
    assert [g.name for g in GABARITS if re.search(r'viewBox="0 0 (?:24 24|36 12)"', g.read_text())] == []
