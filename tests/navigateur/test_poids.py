"""What a page costs a phone before pictures: bytes, sheets, scripts; and that nothing moves once it is shown."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.jeu_de_donnees import peupler
from tests.navigateur.conftest import ETROIT
from tests.navigateur.test_visiteur import VUES

VUE_MAX = 100_000  # bytes, compressed, of a first view without its pictures
CARTE_MAX = 150_000  # bytes: the same, where the world or France is drawn in the page
SCRIPTS_MAX = 30_000  # bytes, compressed, of all its scripts
PAGES = [une for une in VUES if une.statut("visiteur") == 200]
BOUGE_MAX = 0.005  # share of the window, times the share of its height: a word or two when a face arrives on a busy machine
COMPRIMES = {"document", "stylesheet", "script", "image", "other"}
"""Types of what travels compressed. The file of icons is an image or another thing; the other images do not count."""
BOUGE = """() => new Promise((fini) => {
  let somme = 0;
  new PerformanceObserver((liste) => {
    for (const un of liste.getEntries()) if (!un.hadRecentInput) somme += un.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => fini(somme), 50));
})"""
TEXTE = "ABCÇÉÀŒÆ abcçéèêëàâîïôöùûüÿœæ « 0123456789 » ’ … – — € ᵉ 1ᵉʳ 2ᵈ 3ᵉˢ Ł ş Ñ ß ø"


@pytest.fixture
def jeu(live_server):
    return peupler()


def peser(page, chemin):
    """Open a page and return the compressed bytes of what its first view loads, by resource type then path."""
    recues = []

    def noter(reponse):
        recues.append(reponse)

    page.on("response", noter)
    page.goto(chemin, wait_until="load")
    page.evaluate("document.fonts.ready")
    page.remove_listener("response", noter)
    poids = {}
    for reponse in recues:
        genre, adresse = reponse.request.resource_type, urlsplit(reponse.url).path
        if genre in {"image", "other"} and not adresse.endswith("icones.svg"):
            continue
        corps = reponse.body()
        poids.setdefault(genre, {})[adresse] = len(gzip.compress(corps, 6)) if genre in COMPRIMES else len(corps)
    return poids


def test_a_first_view_is_light_and_nothing_moves(ouvrir, jeu):
    """At 360 px, on every kind of page that a visitor may read, each opened in a browser that has nothing yet."""
    fautes = []
    for une in PAGES:
        page = ouvrir(viewport=ETROIT)
        chemin = une.chemin(jeu)
        poids = peser(page, chemin)
        scripts = sum(poids.get("script", {}).values())
        total = sum(sum(fichiers.values()) for fichiers in poids.values())
        bouge = page.evaluate(BOUGE)
        sans_taille = page.evaluate("[...document.images].filter((i) => !i.width || !i.getAttribute('height')).map((i) => i.src)")
        bloquants = page.evaluate("[...document.scripts].filter((s) => s.src && !s.defer).map((s) => s.src)")
        if total > (CARTE_MAX if page.locator(".planisphere, .hexagone").count() else VUE_MAX):
            fautes.append(f"{chemin} : {total} octets, { ({genre: sum(un.values()) for genre, un in poids.items()}) }")
        if scripts > SCRIPTS_MAX or len(poids["stylesheet"]) != 1 or sans_taille or bloquants:
            fautes.append(f"{chemin} : {scripts} octets de scripts, {[*poids['stylesheet']]}, {sans_taille}, {bloquants}")
        if bouge > BOUGE_MAX:
            fautes.append(f"{chemin} : bouge de {bouge:.3f}")
        page.context.close()
    assert not fautes, "\n".join(fautes)


def test_the_reduced_faces_write_french(ouvrir, jeu):
    """Not a letter falls back on a face of the system."""
    page = ouvrir()
    page.goto("/actualites/")
    page.evaluate(
        "(texte) => { document.querySelector('h1').textContent = texte;"
        " document.querySelector('.tete__chapo, main p').textContent = texte; return document.fonts.ready; }",
        TEXTE,
    )
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    racine = client.send("DOM.getDocument")["root"]["nodeId"]
    for choix in ("h1", ".tete__chapo, main p"):
        noeud = client.send("DOM.querySelector", {"nodeId": racine, "selector": choix})["nodeId"]
        polices = client.send("CSS.getPlatformFontsForNode", {"nodeId": noeud})["fonts"]
        assert [police["familyName"] for police in polices if not police["isCustomFont"]] == []


def test_a_late_face_moves_nothing_to_speak_of(ouvrir, jeu):
    """The faces of the system are stretched to the metrics of ours: a phone that gets ours late sees the same lines."""
    page = ouvrir(viewport=ETROIT)
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.goto("/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('1rem \"Source Sans 3\"')")
    assert page.evaluate(BOUGE) < 0.05
