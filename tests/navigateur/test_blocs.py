"""Call-outs, sources and cards in the editor, by its buttons and its keyboard, under the real headers."""

import pytest
from playwright.sync_api import expect

from socle.texte_riche import assainir
from tests.fabriques import ActualiteFabrique, EvenementFabrique

ZONE = ".ck-editor__editable"


def ecrit(page):
    return assainir(page.locator(ZONE).first.evaluate("zone => zone.ckeditorInstance.getData()"))


@pytest.fixture
def formulaire(ouvrir, connecter, redactrice):
    EvenementFabrique(titre="Assises de la coopération", slug="assises")
    brouillon = ActualiteFabrique(corps="<p>un</p><p>deux</p>", brouillon=True)
    page = ouvrir()
    connecter(page, redactrice)
    page.goto(f"/admin/actualites/actualite/{brouillon.pk}/change/")
    page.locator(ZONE).first.click()
    return page


def presser(page, nom):
    page.locator(ZONE).first.evaluate(f"zone => zone.ckeditorInstance.ui.componentFactory.create('{nom}').fire('execute')")


def test_the_buttons_are_in_the_bar(formulaire):
    noms = formulaire.locator(ZONE).first.evaluate(
        "zone => [...zone.ckeditorInstance.ui.view.toolbar.items].map((un) => un.label || un.buttonView?.label)"
    )
    for nom in ("Encadré", "Source de la citation", "Vidéo", "Carte : document, événement…", "Lien vers le portail"):
        assert nom in noms


def test_a_call_out_is_put_left_by_enter_and_taken_away(formulaire):
    formulaire.keyboard.press("Control+a")
    presser(formulaire, "encadre")
    assert ecrit(formulaire) == '<figure class="encadre"><p>un</p><p>deux</p></figure>'
    formulaire.keyboard.press("Control+End")
    formulaire.keyboard.press("Enter")
    formulaire.keyboard.press("Enter")
    formulaire.keyboard.type("trois")
    assert ecrit(formulaire) == '<figure class="encadre"><p>un</p><p>deux</p></figure><p>trois</p>'
    formulaire.keyboard.press("Control+Home")
    presser(formulaire, "encadre")
    assert ecrit(formulaire) == "<p>un</p><p>deux</p><p>trois</p>"


def test_a_video_is_asked_its_title(formulaire):
    formulaire.keyboard.press("Control+End")
    presser(formulaire, "carteVideo")
    formulaire.locator("#carte-video-adresse").fill("https://exemple.test/v?a=1")
    formulaire.get_by_role("button", name="Mettre la carte").click()
    expect(formulaire.locator("#carte-video-titre")).to_be_visible()  # a title is required
    formulaire.get_by_label("Titre", exact=True).last.fill("Le film")
    formulaire.get_by_label("Durée").fill("12 min")
    formulaire.keyboard.press("Enter")
    expect(formulaire.locator(f"{ZONE} figure.carte")).to_contain_text("Le film")
    carte = '<figure class="carte"><a href="https://exemple.test/v?a=1">Le film</a><figcaption>12 min</figcaption></figure>'
    assert carte in ecrit(formulaire)


def test_a_card_leads_to_a_row_of_the_portal(formulaire):
    formulaire.keyboard.press("Control+End")
    presser(formulaire, "carteLiee")
    formulaire.keyboard.type("assises")
    formulaire.locator(".recherche-lien__ligne").first.click()
    expect(formulaire.locator(f"{ZONE} figure.carte")).to_contain_text("Assises de la coopération")
    assert 'href="/agenda/assises/">Assises de la coopération</a>' in ecrit(formulaire)
    assert "data-objet=" in ecrit(formulaire)


def test_the_source_of_a_quotation(formulaire):
    formulaire.keyboard.press("Control+a")
    presser(formulaire, "source")
    assert ecrit(formulaire) == "<p><cite>un</cite></p><p><cite>deux</cite></p>"
