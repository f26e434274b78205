"""Reading in one's own way: more space in the text, no style sheet, a finger, a keyboard."""

import pytest

from tests.fabriques import ContributionFabrique, FondsFabrique
from tests.jeu_de_donnees import peupler
from tests.navigateur.test_visiteur import LARGEURS, debordements, visiter

ESPACER = """() => {
  const feuille = new CSSStyleSheet();
  feuille.replaceSync(`
    * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [feuille];
}"""
"""The spacing of WCAG 2.2, 1.4.12, in a sheet that our policy lets a reader add."""

PETITS_LIENS = """() => {
  const listes = ".fil a, .titres > li > a, .rubrique a, .pied__liens a, .reperes dd > a, .contacts a, .documents a, "
    + ".tete__infos a";
  return [...document.querySelectorAll(listes)]
    .filter((lien) => lien.getClientRects().length)
    .map((lien) => [lien.textContent.trim().slice(0, 40), Math.round(lien.getBoundingClientRect().height * 10) / 10])
    .filter(([, hauteur]) => hauteur < 24);
}"""

SANS_STYLE = """() => {
  for (const feuille of document.styleSheets) feuille.disabled = true;
  return [...document.querySelectorAll("svg")]
    .map((dessin) => [dessin.getAttribute("class"), dessin.getBoundingClientRect().width])
    .filter(([, largeur]) => largeur > 600)
    .concat([...document.querySelectorAll("svg:not([width][height])")].map((dessin) => [dessin.outerHTML.slice(0, 60)]));
}"""


@pytest.fixture
def jeu(live_server):
    return peupler()


def test_more_space_in_the_text_never_scrolls_sideways(ouvrir, jeu):
    page = ouvrir()
    larges = {}
    for chemin in visiter(page, jeu):
        page.evaluate(ESPACER)
        for largeur in LARGEURS:
            page.set_viewport_size({"width": largeur, "height": 800})
            if trop := debordements(page):
                larges[f"{chemin} à {largeur}"] = trop
    assert larges == {}


def test_nor_does_the_largest_amount(ouvrir, live_server, db):
    fonds = FondsFabrique()
    ContributionFabrique(fonds=fonds, montant="999999999.99", etat="versee", montant_public=True)
    page = ouvrir()
    for chemin in ("/", "/fonds-de-solidarite/", fonds.get_absolute_url()):
        page.goto(chemin)
        page.evaluate(ESPACER)
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.get_by_text("999\u00a0999\u00a0999,99\u00a0€").first.is_visible()
        assert not debordements(page), chemin


def test_the_links_of_lists_and_of_the_breadcrumb_are_high_enough_for_a_finger(ouvrir, jeu):
    page = ouvrir()
    petits = {}
    for chemin in visiter(page, jeu):
        for largeur in LARGEURS[1:]:
            page.set_viewport_size({"width": largeur, "height": 800})
            if trouves := page.evaluate(PETITS_LIENS):
                petits[f"{chemin} à {largeur}"] = trouves
    assert petits == {}


def test_drawings_keep_a_size_without_style_sheets(ouvrir, jeu):
    page = ouvrir()
    grands = {}
    for chemin in visiter(page, jeu):
        if trouves := page.evaluate(SANS_STYLE):
            grands[chemin] = trouves[:3]
    assert grands == {}


def test_the_ring_of_the_focus_is_not_the_colour_of_errors(ouvrir, jeu):
    page = ouvrir()
    page.goto("/comptes/connexion/")
    for _ in range(12):
        page.keyboard.press("Tab")
        couleurs = page.evaluate(
            """() => {
              const racine = getComputedStyle(document.documentElement);
              const teinte = (nom) => {
                const temoin = document.createElement("i");
                temoin.style.color = `var(${nom})`;
                document.body.append(temoin);
                const lue = getComputedStyle(temoin).color;
                temoin.remove();
                return lue;
              };
              return [getComputedStyle(document.activeElement).outlineColor, teinte("--erreur"), teinte("--vermillon")];
            }"""
        )
        assert couleurs[0] not in couleurs[1:]
