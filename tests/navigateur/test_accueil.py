"""The home page of the demo on a phone: short, and what people come for one or two clicks away, without scripts."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from playwright.sync_api import expect

from mediatheque.images import variantes, variantes_carte
from mediatheque.models import Document, Image
from territoires.synchro import importer
from tests.demo.conftest import petit_referentiel  # noqa: F401 - a fixture
from tests.navigateur.conftest import ETROIT

HAUTEUR_MAX = 5000
"""Pixels of the whole page at 360 px wide."""


@pytest.fixture
def demo(live_server, petit_referentiel):  # noqa: F811
    importer(petit_referentiel, ecrire=True)
    call_command("charger_demo", verbosity=0)
    yield
    for document in Document.objects.all():
        document.fichier.delete(save=False)
    for image in Image.objects.all():
        for une in (*variantes(image.fichier.name), *variantes_carte(image.fichier.name)):
            default_storage.delete(une.nom)


def japon(page):
    reunion = page.locator(".reunions").get_by_role("link", name="Japon")
    # Kept for the members of the group: its page says so, and gives its day all the same.
    page.garde.attendre(f"réponse 403 : {page.garde.origine}{reunion.get_attribute('href')}")
    reunion.click()
    with page.expect_download() as calendrier:
        page.get_by_role("link", name="Ajouter à mon agenda").click()
    assert calendrier.value.suggested_filename.endswith(".ics")


def adherer(page):
    page.locator("header.entete").get_by_role("link", name="Adhérer", exact=True).click()
    expect(page.locator("h1")).to_have_text("Adhérer à Cités Unies France")
    expect(page.get_by_label("Nom de votre collectivité")).to_be_visible()


def emploi(page):
    page.get_by_role("link", name="Offres d’emploi").click()
    page.locator("main .carte__titre a").first.click()
    expect(page.locator("main")).to_contain_text("Offre d’emploi")


def fes(page):
    champ = page.locator("main").get_by_role("searchbox")
    champ.fill("jumelage Fès")
    champ.press("Enter")
    expect(page.locator(".trouve").first).to_contain_text("Fès")


def ukraine(page):
    page.get_by_role("link", name="Pays par pays").click()
    page.locator("main").get_by_role("link", name="Ukraine", exact=True).click()
    expect(page.locator("main")).to_contain_text("Mykolaïv")


def maroc(page):
    page.locator("main").get_by_role("link", name="Fonds de solidarité pour le Maroc").click()
    expect(page.locator("main")).to_contain_text(re.compile("520.000.€"))


def occitanie_et_maroc(page):
    page.locator("main").get_by_role("link", name="Annuaire", exact=True).click()
    page.get_by_role("search", name="Qui travaille avec").get_by_label("Pays partenaire").select_option(label="Maroc")
    page.get_by_role("search", name="Qui travaille avec").get_by_label("Région").select_option(label="Occitanie")
    page.get_by_role("button", name="Voir les collectivités").click()
    expect(page.locator("main")).to_contain_text("Ville de Montpellier")


def palestine_par_rss(page):
    page.get_by_role("link", name="Pays par pays").click()
    adresse = page.get_by_role("link", name="Flux RSS : Palestine").get_attribute("href")
    flux = page.context.request.get(page.garde.origine + adresse)
    assert "<title>" in flux.text()
    assert "Palestine" in flux.text()


def compte_rendu_du_senegal(page):
    """Three clicks: the groups, Senegal, which already tells who may read its minutes, and the list of them."""
    page.locator("summary").filter(has_text="groupes-pays").click()
    page.locator("main").get_by_role("link", name="Sénégal", exact=True).click()
    reunions = page.locator("main")
    expect(reunions).to_contain_text(re.compile("Compte rendu du groupe-pays Sénégal.*Réservé aux collectivités", re.DOTALL))
    reunions.get_by_role("link", name="Voir le compte rendu et qui peut le lire").click()
    expect(page.locator("h1")).to_have_text("Comptes rendus")
    expect(page.locator("main")).to_contain_text(
        re.compile("Compte rendu du groupe-pays Sénégal.*Réservé aux collectivités", re.DOTALL)
    )


def madagascar(page):
    page.locator("main").get_by_role("link", name="Fonds de solidarité pour Madagascar", exact=True).click()
    expect(page.locator("main").locator("a[href^='mailto:']").first).to_be_visible()


ALLEES = (japon, adherer, emploi, fes, ukraine, maroc, occitanie_et_maroc, palestine_par_rss, compte_rendu_du_senegal, madagascar)


def test_on_a_phone_it_is_short_and_leads_where_people_go(ouvrir, demo):
    page = ouvrir(viewport=ETROIT, java_script_enabled=False)
    page.goto("/")
    assert page.locator("html").bounding_box()["height"] < HAUTEUR_MAX
    for aller in ALLEES:
        page.goto("/")
        aller(page)
    assert page.context.cookies() == []


@pytest.mark.parametrize("largeur", [320, 360, 768, 992, 1280])
def test_the_header_holds_what_it_must_at_every_width(ouvrir, live_server, db, largeur):
    page = ouvrir(viewport={"width": largeur, "height": 800})
    for chemin in ("/", "/agenda/"):
        page.goto(chemin)
        adherer = page.locator("header.entete").get_by_role("link", name="Adhérer", exact=True)
        expect(adherer).to_be_in_viewport()
        assert adherer.bounding_box()["height"] >= 44
        assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.keyboard.press("/")
        assert page.evaluate("() => document.activeElement.name") == "q"
        if largeur < 992:
            page.locator("#menu summary").click()
        expect(page.locator("header.entete").get_by_role("link", name="Se connecter").last).to_be_visible()
