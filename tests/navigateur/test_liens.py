"""Links to the portal in the editor: found by their title with the keyboard alone, kept as references, under the real headers."""

import re

import pytest
from playwright.sync_api import expect

from socle.texte_riche import assainir
from tests.fabriques import ActualiteFabrique

ZONE = ".ck-editor__editable"


def ecrit(page):
    return assainir(page.locator(ZONE).first.evaluate("zone => zone.ckeditorInstance.getData()"))


def ouvrir_la_recherche(page, mots):
    page.keyboard.press("Control+Shift+K")
    champ = page.locator("#recherche-lien-mots")
    expect(champ).to_be_focused()
    page.keyboard.type(mots)
    page.locator(".recherche-lien__ligne").first.wait_for()


@pytest.fixture
def kyoto(db):
    return ActualiteFabrique(titre="Mission à Kyoto", slug="kyoto")


@pytest.fixture
def formulaire(ouvrir, connecter, redactrice):
    def ouvert(corps):
        brouillon = ActualiteFabrique(corps=corps, brouillon=True)
        page = ouvrir()
        connecter(page, redactrice)
        page.goto(f"/admin/actualites/actualite/{brouillon.pk}/change/")
        page.locator(ZONE).first.wait_for()
        return page, brouillon

    return ouvert


def test_a_link_is_chosen_saved_and_opened_the_same(formulaire, kyoto):
    page, brouillon = formulaire("<p>Voir </p>")
    page.locator(ZONE).first.click()
    page.keyboard.press("Control+End")
    ouvrir_la_recherche(page, "kyoto")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type(" et la suite")
    voulu = f'<a data-objet="actualites:{kyoto.pk}" href="/actualites/kyoto/">Mission à Kyoto</a> et la suite</p>'
    assert ecrit(page).replace("&nbsp;", " ").replace("\u00a0", " ").partition("Voir")[2].lstrip() == voulu
    page.locator("[name=_save]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    brouillon.refresh_from_db()
    page.goto(f"/admin/actualites/actualite/{brouillon.pk}/change/")
    page.locator(ZONE).first.wait_for()
    assert ecrit(page) == brouillon.corps
    assert f'data-objet="actualites:{kyoto.pk}"' in brouillon.corps


def test_words_selected_become_the_link_and_escape_changes_nothing(formulaire, kyoto):
    page, _ = formulaire("<p>la mission</p>")
    page.locator(ZONE).first.click()
    page.keyboard.press("Control+a")
    ouvrir_la_recherche(page, "kyoto")
    page.keyboard.press("Escape")
    expect(page.locator(".recherche-lien")).to_have_count(0)
    assert ecrit(page) == "<p>la mission</p>"
    ouvrir_la_recherche(page, "kyoto")
    page.locator(".recherche-lien__ligne").first.click()
    assert re.fullmatch(r"<p><a [^>]*data-objet[^>]*>la mission</a></p>", ecrit(page))


def test_another_address_ends_the_reference(formulaire, kyoto):
    page, _ = formulaire(f'<p><a data-objet="actualites:{kyoto.pk}" href="/actualites/kyoto/">la mission</a></p>')
    page.locator(ZONE).first.click()
    page.keyboard.press("Control+a")
    page.evaluate("document.querySelector('.ck-editor__editable').ckeditorInstance.execute('link', '/ailleurs/')")
    assert ecrit(page) == '<p><a href="/ailleurs/">la mission</a></p>'
    page.evaluate("document.querySelector('.ck-editor__editable').ckeditorInstance.execute('unlink')")
    assert ecrit(page) == "<p>la mission</p>"
