"""The keyboard alone: every element that acts is reached on each kind of page, and seen then; nothing holds the focus."""

import pytest

from tests.jeu_de_donnees import peupler
from tests.navigateur.conftest import ETROIT, LARGE
from tests.navigateur.test_visiteur import MEMBRE, VUES, visiter

NUMEROTER = """() => {
  const agissants = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], \
video[controls], audio[controls]";
  const groupes = new Set();
  window.parcours = [];
  document.activeElement.blur();
  const vus = [...document.querySelectorAll(agissants)].filter((e) => {
    // The editor of rich texts has keys of its own.
    if (e.disabled || e.tabIndex < 0 || e.closest(".ck") || !e.getClientRects().length) return false;
    if (!e.checkVisibility({visibilityProperty: true})) return false;
    if (e.type !== "radio") return true;
    // The arrows go from one to the other.
    return !groupes.has(e.name) && groupes.add(e.name);
  });
  window.agissants = vus;
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest(".ck")) return;
    const dessin = target.closest("svg") && target.querySelector("path, circle");
    const style = getComputedStyle(target), cadre = target.getClientRects()[0] ?? new DOMRect();
    const dessus = document.elementFromPoint(cadre.x + cadre.width / 2, cadre.y + cadre.height / 2)?.closest("a, button");
    window.parcours.push({
      rang: vus.findIndex((e) => e === target || (e.type === "radio" && e.name === target.name)),
      html: target.outerHTML.slice(0, 120),
      cerne: dessin
        ? parseFloat(getComputedStyle(dessin).strokeWidth) >= 2
        : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      couvert: !dessin && dessus && !dessus.contains(target) && !target.contains(dessus),
      aire: cadre.width * cadre.height,
    });
  });
  return vus.length;
}"""

RELEVER = """() => {
  const atteints = new Set(window.parcours.map((pas) => pas.rang));
  return {
    "jamais atteints": window.agissants.filter((_, rang) => !atteints.has(rang)).map((e) => e.outerHTML.slice(0, 120)),
    "sans cerne": window.parcours.filter((pas) => !pas.cerne).map((pas) => pas.html),
    "sans place": window.parcours.filter((pas) => pas.aire <= 0).map((pas) => pas.html),
    "sous un autre": window.parcours.filter((pas) => pas.couvert).map((pas) => pas.html),
    "inattendus": window.parcours.filter((pas) => pas.rang < 0).map((pas) => pas.html),
  };
}"""


BOUTONS_D_UN_LECTEUR = 12
"""Stops within the browser's own player of a sound or a video, at most: they are told as the player itself."""


@pytest.fixture
def jeu(live_server):
    return peupler()


def parcourir(page):
    """Press Tab until the whole page is gone through; return what is wrong, by kind, empty when all is well."""
    lecteurs = page.locator("video[controls], audio[controls]").count()
    for _ in range(page.evaluate(NUMEROTER) + 1 + lecteurs * BOUTONS_D_UN_LECTEUR):
        page.keyboard.press("Tab")
    return {nom: trouves for nom, trouves in page.evaluate(RELEVER).items() if trouves}


@pytest.mark.parametrize("taille", [ETROIT, LARGE], ids=["360", "1280"])
def test_tab_reaches_all_that_acts_and_shows_where_it_is(ouvrir, jeu, taille):
    page = ouvrir(viewport=taille)
    fautes = {chemin: trouves for chemin in visiter(page, jeu, VUES) if (trouves := parcourir(page))}
    assert fautes == {}


def test_so_it_does_in_the_pages_of_members(ouvrir, connecter, jeu):
    page = ouvrir()
    connecter(page, jeu.bob)
    fautes = {}
    for chemin in MEMBRE:
        page.goto(chemin)
        if trouves := parcourir(page):
            fautes[chemin] = trouves
    assert fautes == {}


def test_shift_tab_leaves_every_field_of_a_form(ouvrir, jeu):
    """Backwards too: no field, no list of suggestions keeps the focus."""
    page = ouvrir()
    page.goto("/accessibilite/signaler/")
    for _ in range(page.evaluate(NUMEROTER) + 1):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate(RELEVER)["jamais atteints"] == []


def test_the_walk_sees_each_fault(ouvrir, jeu):
    page = ouvrir()
    page.goto("/accessibilite/signaler/")
    page.evaluate(
        """() => {
          document.querySelector("#id_courriel").style.outline = "none";
          const vide = document.createElement("a");
          vide.href = "/";
          vide.id = "vide";
          document.querySelector("main").prepend(vide);
        }"""
    )
    fautes = parcourir(page)
    assert "id_courriel" in fautes["sans cerne"][0]
    assert "vide" in fautes["sans place"][0]
    page.evaluate("() => document.querySelector('#id_description').addEventListener('keydown', (e) => e.preventDefault())")
    fautes = parcourir(page)
    assert any("<button" in une for une in fautes["jamais atteints"])
