"""A visitor's browser: without scripts, by keyboard, on a small screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.jeu_de_donnees import ADRESSES, peupler
from tests.navigateur.conftest import ETROIT, LARGE

LARGEURS = (320, 360, 1280)
# One page of each kind: the same view is not looked at twice without a reason (a filter, a refusal).
VUES = [une for une in ADRESSES if une.html and une.statut("visiteur") in {200, 400, 403, 404}]
MEMBRE = ["/espace/", "/espace/collectivites/aix-en-provence/modifier/", "/comptes/mot-de-passe/changer/"]


def visiter(page, jeu, vues=VUES):
    """Open each of `vues` as a visitor, with the answer that its address is known for, and give its path while it is shown."""
    for une in vues:
        chemin = une.chemin(jeu)
        if une.statut("visiteur") >= 400:
            page.garde.attendre(f"réponse {une.statut('visiteur')} : {page.garde.origine}{chemin}")
        page.goto(chemin)
        yield chemin


@pytest.fixture
def jeu(live_server):
    return peupler()


def debordements(page):
    """Return what is wider than the window, without being inside a part that scrolls by itself."""
    return page.evaluate(
        """() => {
          const large = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= large) return [];
          return [...document.body.querySelectorAll("*")]
            .filter((e) => e.getBoundingClientRect().right > large + 1)
            .slice(0, 5)
            .map((e) => `${e.tagName} ${e.className} ${Math.round(e.getBoundingClientRect().right)}`)
            .concat([`page ${document.documentElement.scrollWidth} > ${large}`]);
        }"""
    )


def test_no_page_scrolls_sideways(ouvrir, connecter, jeu):
    """At 320, 360 and 1280 px, on every kind of page, as a visitor and as a member."""
    visiteur, membre = ouvrir(), ouvrir()
    connecter(membre, jeu.bob)
    larges = {}

    def mesurer(page, chemin):
        for largeur in LARGEURS:
            page.set_viewport_size({"width": largeur, "height": 800})
            if trop := debordements(page):
                larges[f"{chemin} à {largeur}"] = trop

    for chemin in visiter(visiteur, jeu):
        mesurer(visiteur, chemin)
    for chemin in [*MEMBRE, f"/espace/demandes/{jeu.demande.pk}/"]:
        membre.goto(chemin)
        mesurer(membre, chemin)
    assert larges == {}


def test_without_scripts_a_visitor_reads_filters_and_opens_the_menu(ouvrir, jeu):
    page = ouvrir(java_script_enabled=False, viewport=ETROIT)
    page.goto("/")
    lien = page.locator("#menu").get_by_role("link", name="Actualités")
    expect(lien).to_be_hidden()
    page.locator("#menu summary").click()
    lien.click()
    expect(page.locator("h1")).to_have_text("Actualités")
    page.locator("details.filtres summary").click()
    page.get_by_label("Pays").select_option(label="Japon")
    page.get_by_role("button", name="Afficher les résultats").click()
    expect(page).to_have_url(re.compile(r"\?.*pays=JP"))
    expect(page.locator("main")).to_contain_text("Une actualité publique")
    page.get_by_role("link", name=re.compile("Une actualité publique")).first.click()
    expect(page.locator("h1")).to_contain_text("Une actualité publique")
    page.goto("/actualites/")
    page.get_by_role("navigation", name=re.compile("agination|ages")).get_by_role(
        "link", name=re.compile("2|uivant")
    ).first.click()
    expect(page).to_have_url(re.compile("page=2"))


@pytest.mark.parametrize("taille", [ETROIT, LARGE], ids=["360", "1280"])
def test_the_keyboard_is_enough(ouvrir, jeu, taille):
    page = ouvrir(viewport=taille)
    page.goto("/actualites/")
    page.keyboard.press("Tab")
    evitement = page.locator(":focus")
    expect(evitement).to_have_text("Aller au contenu")
    expect(evitement).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('#contenu') !== null")

    page.goto("/actualites/")
    vus = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        foyer = page.evaluate(
            """() => {
              const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
              return {texte: e.textContent.trim(), trait: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0,
                      ombre: s.boxShadow !== "none", aire: r.width * r.height, corps: e === document.body};
            }"""
        )
        if foyer["corps"]:
            break
        assert foyer["trait"] or foyer["ombre"], foyer
        assert foyer["aire"] > 0, foyer
        vus.add(foyer["texte"])
        if foyer["texte"].endswith("Menu") and taille is ETROIT:
            page.keyboard.press("Enter")
    assert "Agenda" in vus
    if taille is ETROIT:
        page.locator("#menu a").first.focus()
        page.keyboard.press("Escape")
        expect(page.locator("#menu summary")).to_be_focused()


def test_a_visitor_keeps_no_cookie_and_nothing_in_storage(ouvrir, jeu):
    page = ouvrir()
    for chemin in ("/", "/actualites/", "/annuaire/aix-en-provence/", "/fonds-de-solidarite/fonds-seisme/", "/agenda/2025/11/"):
        page.goto(chemin)
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
