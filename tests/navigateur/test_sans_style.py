"""What a page is without style sheets, without scripts, or twice as large."""

import pytest
from playwright.sync_api import expect

from tests.jeu_de_donnees import peupler
from tests.navigateur.test_visiteur import VUES, debordements, visiter

ORDRE = """() => {
  for (const feuille of document.styleSheets) feuille.disabled = true;
  const repere = (selecteur) => document.querySelector(selecteur);
  const suite = [".evitement a", "header", "#menu", "main h1", "#pied"].map(repere);
  const fautes = suite.filter((e) => !e).length ? ["il manque un repère"] : [];
  for (let rang = 1; rang < suite.length && !fautes.length; rang++) {
    const avant = suite[rang - 1].compareDocumentPosition(suite[rang]);
    if (!(avant & Node.DOCUMENT_POSITION_FOLLOWING)) fautes.push(`${suite[rang].tagName} vient trop tôt`);
    if (!suite[rang].checkVisibility()) fautes.push(`${suite[rang].tagName} est caché`);
  }
  if (document.compatMode !== "CSS1Compat") fautes.push("mode de compatibilité");
  return fautes;
}"""

# Words that a style sheet alone would say; a letter or the heading of a column is in the page too (`attr()`).
MOTS_DES_STYLES = """() => [...document.querySelectorAll("body *")].flatMap((e) => ["::before", "::after"].map((nom) => {
  const texte = getComputedStyle(e, nom).content;
  const attribut = [...e.attributes].some(({ name, value }) => name.startsWith("data-") && texte.includes(value));
  return /^"[^"]*[A-Za-zÀ-ÿ]{2}/.test(texte) && !attribut ? `${e.className} ${texte}` : "";
})).filter(Boolean)"""


FORMULAIRES = (
    "/agenda/",
    "/annuaire/",
    "/annuaire/carte/",
    "/annuaire/partenariats/",
    "/appels-et-offres/",
    "/ressources/",
    "/recherche/",
    "/adherer/",
    "/comptes/connexion/",
)


@pytest.fixture
def jeu(live_server):
    return peupler()


def test_without_style_sheets_a_page_keeps_its_order(ouvrir, jeu):
    page = ouvrir()
    fautes = {}
    for chemin in visiter(page, jeu, VUES):
        if trouves := page.evaluate(MOTS_DES_STYLES) + page.evaluate(ORDRE):
            fautes[chemin] = trouves[:3]
    assert fautes == {}


def test_a_page_twice_as_large_never_scrolls_sideways(ouvrir, jeu):
    """RGAA 10.4: a window of 1280 px at 200 %."""
    page = ouvrir(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    larges = {chemin: trop for chemin in visiter(page, jeu, VUES) if (trop := debordements(page))}
    assert larges == {}


def test_without_scripts_each_form_is_there(ouvrir, jeu):
    page = ouvrir(java_script_enabled=False)
    for chemin in FORMULAIRES:
        page.goto(chemin)
        assert page.locator("main form button[type=submit]").count(), chemin
    page.goto("/accessibilite/signaler/")
    page.get_by_label("Ce qui ne va pas").fill("La carte est illisible.")
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.locator("h1")).to_have_text("Votre signalement est reçu")
