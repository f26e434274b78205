"""Files dropped on the very field that shows them: kept, chosen, described in place; no part of what the form says."""

from time import sleep

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from actualites.models import Actualite
from mediatheque.models import Document, Image
from mediatheque.televersement import enregistrer_image
from tests.formulaires import AJOUT
from tests.jeu_de_donnees import dessin
from tests.navigateur.gestes import attendre_le_message, deposer

IMAGE = ".field-image .choix-media"
DOCUMENTS = ".field-documents .choix-media"
PARTIS = "() => [...new FormData(document.querySelector('#actualite_form')).keys()]"


@pytest.fixture
def page(ouvrir, connecter, editrice):
    page = ouvrir()
    connecter(page, editrice)
    page.goto(AJOUT)
    return page


def test_what_is_dropped_is_chosen_and_what_is_said_of_it_goes_to_the_library(page):
    deposer(page, IMAGE, "port.png", dessin())
    image = page.locator(IMAGE)
    expect(image.locator(".choix-media__carte")).to_contain_text("port")
    # The cursor was in the title, where one may be typing: it stays there.
    expect(page.locator("#id_titre")).to_be_focused()
    image.get_by_label("Ce que l’image montre").fill("Le port de Brest")
    assert not [nom for nom in page.evaluate(PARTIS) if nom.endswith(("-alt", "-titre", "-credit"))]
    for nom in ("Programme", "Relevé"):
        deposer(page, DOCUMENTS, f"{nom}.pdf", f"%PDF-1.7 {nom}".encode(), "application/pdf")
    expect(page.locator(f"{DOCUMENTS} .choix-media__carte")).to_have_count(2)
    page.locator("#id_titre").fill("Deux pièces")
    page.locator("[name=_continue]").click()
    attendre_le_message(page)
    contenu = Actualite.objects.get()
    assert contenu.image.alt == "Le port de Brest"
    assert {un.titre for un in contenu.documents.all()} == {un.titre for un in Document.objects.all()} == {"Programme", "Relevé"}


def test_a_form_saved_at_once_waits_for_its_picture_and_its_words(page):
    page.locator("#id_titre").fill("Une vue")
    # Slow to come, and slow to be described.
    page.route("**/image/*/mots/", lambda route: (sleep(0.7), route.continue_()))
    deposer(page, IMAGE, "port.png", dessin())
    page.locator(IMAGE).get_by_label("Ce que l’image montre").fill("Le port de Brest")
    page.locator("[name=_continue]").click()
    attendre_le_message(page, "Une vue")
    assert Actualite.objects.get().image == Image.objects.get(alt="Le port de Brest")


def test_a_second_file_takes_the_place_of_the_first_and_a_known_one_is_not_kept_twice(page, editrice):
    pont = enregistrer_image(fichier=ContentFile(dessin(), "pont.png"), par=editrice, titre="Le pont", alt="Un pont")
    deposer(page, IMAGE, "autre.png", dessin(largeur=300))
    expect(page.locator(f"{IMAGE} .depot__etat")).to_have_text("Reçu")
    deposer(page, IMAGE, "copie.png", dessin())
    expect(page.locator(f"{IMAGE} .depot__ligne")).to_have_count(1)
    expect(page.locator(f"{IMAGE} .depot__etat")).to_contain_text("déjà dans la médiathèque")
    expect(page.locator("#id_image")).to_have_value(str(pont.pk))
    page.garde.attendre("réponse 400")
    deposer(page, IMAGE, "dessin.png", b"<svg><script>alert(1)</script></svg>")
    expect(page.locator(f"{IMAGE} .depot__ligne--refus")).to_contain_text("SVG ne sont pas acceptées")
    expect(page.locator("#id_image")).to_have_value(str(pont.pk))
    assert Image.objects.count() == 2
