"""The search field by keyboard: « / » goes to it, unless turned off, and Ctrl + /; arrows choose, Enter opens or searches."""

import pytest
from playwright.sync_api import expect

from tests.jeu_de_donnees import peupler


@pytest.fixture
def jeu(live_server):
    return peupler()


def test_suggestions_are_chosen_by_keyboard(ouvrir, jeu):
    page = ouvrir()
    page.goto("/actualites/")
    page.keyboard.press("/")
    champ = page.get_by_role("combobox", name="Rechercher sur le site", exact=True)
    expect(champ).to_be_focused()
    page.keyboard.type("japo/")
    expect(champ).to_have_value("japo/")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(champ).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(champ).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(champ).to_have_value("japo/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=japo*")
    page.keyboard.press("Control+/")
    page.get_by_role("combobox").fill("")
    page.keyboard.type("japon")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/japon/")


def test_the_key_alone_can_be_turned_off(ouvrir, jeu):
    page = ouvrir()
    page.goto("/accessibilite/")
    page.get_by_role("button", name="Désactiver la touche « / »").click()
    page.goto("/actualites/")
    champ = page.get_by_role("combobox", name="Rechercher sur le site", exact=True)
    page.keyboard.press("/")
    expect(champ).not_to_be_focused()
    page.keyboard.press("Control+/")
    expect(champ).to_be_focused()
    page.goto("/accessibilite/")
    page.get_by_role("button", name="Réactiver la touche « / »").click()
    page.goto("/actualites/")
    page.keyboard.press("/")
    expect(champ).to_be_focused()


def test_without_scripts_the_form_searches(ouvrir, jeu):
    page = ouvrir(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox", name="Rechercher sur le site", exact=True).fill("japon")
    page.keyboard.press("Enter")
    expect(page.locator(".trouves > li").first).to_be_visible()
