"""The panel of the checks, while one writes: remarks come by themselves, lead to the place, and mend an address."""

import pytest
from playwright.sync_api import expect

from tests.fabriques import ActualiteFabrique

ZONE = ".ck-editor__editable"


@pytest.fixture
def formulaire(ouvrir, connecter, redactrice):
    brouillon = ActualiteFabrique(
        titre="Rencontre",
        corps='<p>Réunion le mardi 6 octobre 2025.</p><p><a href="https://exemple.test/?utm_source=x">le programme</a></p>',
        brouillon=True,
    )
    page = ouvrir()
    connecter(page, redactrice)
    page.goto(f"/admin/actualites/actualite/{brouillon.pk}/change/")
    page.locator(ZONE).first.wait_for()
    page.locator(".controles__remarque").first.wait_for()
    return page


def test_remarks_follow_what_is_typed(formulaire):
    panneau = formulaire.locator(".controles")
    expect(panneau.locator("[data-bilan]")).to_contain_text("2 points à vérifier")
    formulaire.locator("#id_titre").fill("RENCONTRE DE FÈS ET DE KYOTO")
    expect(panneau.locator("[data-bilan]")).to_contain_text("1 conseil", timeout=10_000)
    expect(panneau.locator(".controles__annonce")).to_contain_text("2 points à vérifier · 1 conseil")


def test_a_remark_leads_to_the_words_and_mends_the_address(formulaire):
    formulaire.get_by_role("button", name="Voir dans").first.click()
    assert formulaire.evaluate("getSelection().toString()").replace("\u00a0", " ") == "mardi 6 octobre 2025"
    formulaire.get_by_role("button", name="Mettre l’adresse propre").click()
    texte = formulaire.locator(ZONE).first.evaluate("zone => zone.ckeditorInstance.getData()")
    assert 'href="https://exemple.test/"' in texte and "utm_source" not in texte
    expect(formulaire.locator("[data-bilan]")).to_contain_text("1 point à vérifier", timeout=10_000)


def test_the_panel_never_stops_a_save(formulaire):
    hauteurs = formulaire.locator(".controles button").evaluate_all("(tous) => tous.map((un) => un.offsetHeight)")
    assert min(hauteurs) >= 24
    formulaire.locator("[name=_save]").last.click()
    expect(formulaire.locator(".messagelist")).to_be_visible()
