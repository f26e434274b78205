"""The library in a real browser: what one chooses is seen, what one drops is kept and described, from a form and from a text."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from actualites.models import Actualite
from mediatheque.models import Document, Image
from mediatheque.televersement import enregistrer_image
from tests.fabriques import DocumentFabrique
from tests.jeu_de_donnees import dessin
from tests.navigateur.conftest import ETROIT, LARGE

AJOUT = "/admin/actualites/actualite/add/"
ZONE = ".ck-editor__editable"
BOITE = "dialog.mediatheque"


def fichier(nom, contenu=None, genre="image/png"):
    return {"name": nom, "mimeType": genre, "buffer": contenu or dessin()}


@pytest.fixture
def pont(editrice):
    return enregistrer_image(fichier=ContentFile(dessin(), "pont.png"), par=editrice, titre="Le pont de Mostar", alt="Un pont")


@pytest.fixture
def page(ouvrir, connecter, editrice):
    page = ouvrir()
    connecter(page, editrice)
    return page


def test_a_picture_and_documents_are_chosen_by_seeing_them(page, pont):
    une, deux = DocumentFabrique(titre="Relevé de décisions"), DocumentFabrique(titre="Programme du colloque")
    page.goto(AJOUT)
    page.locator("#id_titre").fill("Un pont")
    # The search of Django is there, under the cards.
    expect(page.locator(".field-image .select2-container")).to_be_hidden()
    page.get_by_role("button", name="Choisir une image").click()
    boite = page.locator(BOITE)
    expect(boite.get_by_label("Chercher")).to_be_focused()
    boite.get_by_label("Chercher").fill("mostar")
    expect(boite.locator(".carte-media")).to_have_count(1)
    assert boite.locator(".carte-media img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    # With the keyboard alone.
    boite.locator(".carte-media").focus()
    page.keyboard.press("Enter")
    expect(boite).to_have_count(0)
    expect(page.get_by_role("button", name="Changer d’image")).to_be_focused()
    expect(page.locator(".field-image .choix-media__carte")).to_contain_text("Le pont de Mostar")

    page.get_by_role("button", name="Ajouter des documents").click()
    for titre in (une.titre, deux.titre):
        boite.locator(".carte-media", has_text=titre).click()
        expect(boite.locator(".carte-media", has_text=titre)).to_have_attribute("aria-pressed", "true")
    boite.get_by_role("button", name="Ajouter les 2").click()
    expect(page.locator(".field-documents .choix-media__carte")).to_have_count(2)
    page.get_by_role("button", name=f"Retirer {une.titre}").click()
    expect(page.locator(".field-documents .choix-media__carte")).to_have_count(1)
    page.locator("[name=_save]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    actualite = Actualite.objects.get()
    assert actualite.image == pont and list(actualite.documents.all()) == [deux]
    # What was chosen is seen again.
    page.goto(f"/admin/actualites/actualite/{actualite.pk}/change/")
    expect(page.locator(".field-image .choix-media__carte img")).to_be_visible()
    page.get_by_role("button", name="Retirer Le pont de Mostar").click()
    page.locator("[name=_save]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    actualite.refresh_from_db()
    assert actualite.image is None


def test_a_file_sent_from_a_form_is_kept_at_once_described_and_used(page):
    page.goto(AJOUT)
    page.get_by_role("button", name="Choisir une image").click()
    boite = page.locator(BOITE)
    page.garde.attendre("réponse 400")
    boite.locator(".depot__fichiers").set_input_files(
        [fichier("vieux_port.png"), fichier("dessin.png", b"<svg><script>alert(1)</script></svg>")]
    )
    ligne = boite.locator(".depot__ligne", has_text="vieux_port.png")
    expect(boite.locator(".depot__ligne", has_text="dessin.png")).to_contain_text("SVG ne sont pas acceptées")
    expect(ligne.get_by_label("Titre")).to_have_value("vieux port")
    with page.expect_response("**/mots/") as ecrit:
        ligne.get_by_label("Ce que l’image montre").fill("Le port de Brest")
        ligne.get_by_label("Ce que l’image montre").press("Enter")
    assert ecrit.value.status == 200
    image = Image.objects.get()
    assert (image.titre, image.alt) == ("vieux port", "Le port de Brest")
    with page.expect_response("**/mots/"):
        ligne.get_by_label("Décorative").check()
    image.refresh_from_db()
    assert (image.alt, image.decorative) == ("", True)
    # The same file again: the library has it.
    boite.locator(".depot__fichiers").set_input_files([fichier("copie.png")])
    double = boite.locator(".depot__ligne", has_text="copie.png")
    expect(double).to_contain_text("déjà dans la médiathèque")
    double.get_by_role("button", name="L’employer").click()
    expect(page.locator("#id_image")).to_have_value(str(image.pk))
    assert Image.objects.count() == 1


def test_pictures_of_the_library_in_a_text_make_a_gallery(page, pont, editrice):
    autre = enregistrer_image(fichier=ContentFile(dessin(largeur=300), "a.png"), par=editrice, titre="Le port", alt="Un port")
    page.goto(AJOUT)
    page.locator("#id_titre").fill("Deux vues")
    page.locator(ZONE).first.click()
    page.get_by_role("button", name="Image de la médiathèque").first.click()
    boite = page.locator(BOITE)
    for titre in ("Le pont de Mostar", "Le port"):
        boite.locator(".carte-media", has_text=titre).click()
    boite.get_by_role("button", name="Ajouter les 2").click()
    expect(page.locator(f"{ZONE} figure.image img")).to_have_count(2)
    expect(page.locator(f"{ZONE} img").first).to_have_attribute("alt", "Un pont")
    page.locator("[name=_save]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    corps = Actualite.objects.get().corps
    assert all(f'data-image="{image.pk}"' in corps and image.fichier.url in corps for image in (pont, autre))


def test_files_dropped_on_the_list_are_kept(page):
    page.goto("/admin/mediatheque/document/")
    page.locator(".depot__fichiers").set_input_files(
        [fichier("Ordre du jour.pdf", b"%PDF-1.7 a", "application/pdf"), fichier("Relevé.pdf", b"%PDF-1.7 b", "application/pdf")]
    )
    expect(page.locator(".depot__ligne", has_text="Reçu")).to_have_count(2)
    with page.expect_response("**/mots/"):
        page.locator(".depot__ligne").first.get_by_label("Qui télécharge").select_option("adherents")
    assert {(un.titre, un.acces) for un in Document.objects.all()} == {("Ordre du jour", "adherents"), ("Relevé", "public")}
    # Dropped on the page, from a folder.
    page.evaluate(
        """() => {
            const donnees = new DataTransfer();
            donnees.items.add(new File(["%PDF-1.7 c"], "Depot.pdf", { type: "application/pdf" }));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: donnees, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator(".depot__ligne", has_text="Depot.pdf")).to_contain_text("Reçu")


def test_without_script_the_search_remains(ouvrir, connecter, editrice, pont):
    page = ouvrir(java_script_enabled=False)
    connecter(page, editrice)
    page.goto(AJOUT)
    assert page.locator("select#id_image").count() == 1
    expect(page.locator(".choix-media")).to_have_count(0)


@pytest.mark.parametrize("taille", [LARGE, ETROIT], ids=["large", "etroit"])
def test_the_dialog_fits_every_screen(ouvrir, connecter, editrice, pont, taille):
    page = ouvrir(viewport=taille)
    connecter(page, editrice)
    page.goto(AJOUT)
    page.get_by_role("button", name="Choisir une image").click()
    boite = page.locator(BOITE)
    expect(boite.locator(".carte-media")).to_have_count(1)
    boite.locator(".depot__fichiers").set_input_files([fichier("autre.png", dessin(largeur=200))])
    expect(boite.locator(".depot__ligne")).to_contain_text("Reçu")
    dedans = "boite => [boite, ...boite.querySelectorAll('*')].every((un) => un.getBoundingClientRect().right <= innerWidth)"
    assert boite.evaluate(dedans)
    petites = boite.locator("button, a, label.button").evaluate_all(
        "tous => tous.filter((un) => un.checkVisibility() && un.getBoundingClientRect().height < 24).map((un) => un.textContent)"
    )
    assert petites == []
    page.keyboard.press("Escape")
    expect(boite).to_have_count(0)
