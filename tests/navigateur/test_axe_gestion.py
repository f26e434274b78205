"""Every screen of the back office, found by itself: axe-core in light and dark, at 1280 and 360 px, and nothing sideways."""

from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.urls import URLResolver, resolve

from tests.jeu_de_donnees import peupler
from tests.navigateur.conftest import ETROIT, LARGE
from tests.navigateur.ecrans import SANS_PAGE, des_modeles, garnir, speciaux
from tests.navigateur.test_visiteur import debordements

PARTS = 4


@pytest.fixture
def jeu(live_server):
    jeu = peupler()
    garnir(jeu)
    return jeu


def ecrans(jeu):
    """Return the address of every screen."""
    return [*des_modeles(jeu.directrice), *speciaux(jeu)]


def genres(motifs):
    """Give the kind of each address of the back office: its name, without the model that it is of."""
    modeles = {f"{modele._meta.app_label}_{modele._meta.model_name}_" for modele in admin.site._registry}
    for motif in motifs:
        if isinstance(motif, URLResolver):
            yield from genres(motif.url_patterns)
        elif motif.name:
            yield next((motif.name.removeprefix(un) for un in modeles if motif.name.startswith(un)), motif.name)


def regarder(page, chemin, analyser):
    """Open a screen; return what is wrong with it, one line each."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(LARGE)
    page.goto(chemin)
    avertie = page.garde.relever()
    # What is seen is whole: editors are mounted over their fields.
    page.wait_for_function(
        "() => [...document.querySelectorAll('textarea[data-editeur]')].every((un) => un.name.includes('__prefix__')"
        " || un.parentElement.querySelector('.ck-editor'))"
    )
    # What stays in view covers by turns what it passes over: it is laid in its place, that no target looks cut.
    page.evaluate("() => document.querySelectorAll('.barre-publication').forEach((une) => { une.style.position = 'static' })")
    fautes = [*avertie, *(f"à {LARGE['width']} : {une}" for une in analyser(page))]
    page.set_viewport_size(ETROIT)
    # Everything that folds is opened, so that nothing is left unread.
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => { d.open = true })")
    fautes += [f"à {ETROIT['width']} : {une}" for une in [*debordements(page), *analyser(page)]]
    page.emulate_media(color_scheme="dark")
    # Colours that fade from one to the other are read once they are there.
    page.wait_for_function("() => document.getAnimations().length === 0")
    fautes += [f"sombre : {une}" for une in analyser(page, seule="color-contrast")]
    return [f"{chemin} {une}" for une in fautes]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_screen_is_accessible_and_fits(ouvrir, connecter, jeu, analyser, part):
    page = ouvrir()
    connecter(page, jeu.directrice)
    fautes = [une for chemin in ecrans(jeu)[part::PARTS] for une in regarder(page, chemin, analyser)]
    assert not fautes, "\n" + "\n".join(fautes)


def test_no_kind_of_screen_is_forgotten(db, client_de):
    jeu = peupler()
    directrice = garnir(jeu)
    chemins = ecrans(jeu)
    client = client_de(directrice)
    vus = {resolve(urlsplit(chemin).path).url_name for chemin in chemins if client.get(chemin).status_code in (200, 302)}
    vus = {next(genres([type("Nom", (), {"name": nom})])) for nom in vus}
    assert set(genres(admin.site.urls[0])) - vus - SANS_PAGE == set()
