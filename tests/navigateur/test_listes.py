"""The lists of the back office in a real browser: a table sent and confirmed, a lot undone, pages put in order, one search."""

import io

from openpyxl import Workbook
from playwright.sync_api import expect

from actualites.models import Actualite
from pages.models import Page
from tests.fabriques import ActualiteFabrique, PageFabrique
from tests.formulaires import LISTE
from tests.navigateur.conftest import ETROIT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def classeur(*rangees):
    feuille = (livre := Workbook()).active
    for rangee in rangees:
        feuille.append(rangee)
    livre.save(sortie := io.BytesIO())
    return {"name": "actualites.xlsx", "mimeType": XLSX, "buffer": sortie.getvalue()}


def sans_debordement(page):
    """Tell whether the page fits its window, as wide as a phone."""
    large = page.viewport_size
    page.set_viewport_size(ETROIT)
    tient = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(large)
    return tient


def test_a_day_among_the_lists(ouvrir, connecter, editrice):
    page = ouvrir()
    connecter(page, editrice)
    page.goto(LISTE)
    page.get_by_role("link", name="Importer").click()
    page.get_by_label("Tableau à importer").set_input_files(
        classeur(["Titre", "Type"], ["L’eau à Fès", "actualité"], ["Autre", "brève"])
    )
    assert sans_debordement(page)
    page.get_by_role("button", name="Lire ce tableau").click()
    expect(page.get_by_role("region", name="Lignes à corriger")).to_contain_text("« brève » n’est pas admis ici")
    assert sans_debordement(page)
    assert not Actualite.objects.exists()
    page.get_by_role("button", name="Importer la seule bonne ligne").click()
    expect(page.get_by_text("C’est importé")).to_be_visible()
    ActualiteFabrique(titre="En ligne")
    # The search of the header, by its key, then a lot and its undoing.
    page.keyboard.press("/")
    expect(page.locator("#q-entete")).to_be_focused()
    page.keyboard.type("fes")
    page.keyboard.press("Enter")
    expect(page.locator("#content-main")).to_contain_text("L’eau à Fès")
    assert sans_debordement(page)
    page.goto(LISTE)
    page.get_by_label("Cocher : En ligne").check()
    page.get_by_label("Action").select_option(label="Archiver la sélection")
    page.get_by_role("button", name="Envoyer").click()
    assert sans_debordement(page)
    page.get_by_role("button", name="Archiver la sélection").click()
    expect(page.locator(".lot__defaire")).to_contain_text("Archivés : 1")
    assert sans_debordement(page)
    page.locator(".lot__defaire button").click()
    expect(page.get_by_text("Annulé : 1")).to_be_visible()
    assert Actualite.objects.get(titre="En ligne").statut == "publie"


def test_pages_are_ordered_by_the_keyboard_and_by_drag(ouvrir, connecter, editrice):
    for rang, titre in enumerate(("Aaa", "Bbb", "Ccc")):
        PageFabrique(titre=titre, menu=Page.Menu.PRINCIPAL, ordre=rang)
    page = ouvrir()
    connecter(page, editrice)
    page.goto("/admin/pages/page/ranger/")
    lignes = page.locator(".rangement__liste li")
    descendre = lignes.filter(has_text="Aaa").get_by_role("button", name="Descendre")
    descendre.focus()
    page.keyboard.press("Enter")
    expect(lignes.first).to_contain_text("Bbb")
    expect(descendre).to_be_focused()
    expect(page.get_by_text("Place 2 sur 3")).to_be_attached()
    prise = lignes.filter(has_text="Ccc").locator(".ordre__poignee")
    prise.drag_to(lignes.first, target_position={"x": 5, "y": 3})
    expect(lignes.first).to_contain_text("Ccc")
    assert sans_debordement(page)
    page.get_by_role("button", name="Enregistrer cet ordre").click()
    expect(page.get_by_text("Pages déplacées")).to_be_visible()
    assert [une.titre for une in Page.objects.order_by("ordre")] == ["Ccc", "Bbb", "Aaa"]
