"""A day of writing: a piece of news with three pictures, a session that ends, a review on a passage, a publication for Monday.

Under the real headers; each does what they see to do.
"""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from actualites.models import Actualite
from mediatheque.models import Image
from mediatheque.televersement import enregistrer_image
from redaction.publication import Statut
from tests.formulaires import finir_les_sessions
from tests.jeu_de_donnees import dessin
from tests.navigateur.gestes import attendre_le_message, deposer
from tests.navigateur.test_remarques import selectionner
from tests.navigateur.test_saisie import BARRE, DIT, attendre_garde, choisir, tomber

ZONE = ".field-corps .ck-editor__editable"
TITRE = "Les rencontres de Nantes"


@pytest.fixture
def vues(editrice):
    """Two pictures of the library."""
    return [
        enregistrer_image(fichier=ContentFile(dessin(largeur=largeur), f"{titre}.png"), par=editrice, titre=titre, alt=titre)
        for titre, largeur in (("Le port", 500), ("La mairie", 600))
    ]


def lundi():
    """Return next Monday, 9 o'clock."""
    maintenant = timezone.localtime()
    jour = maintenant + timedelta(days=7 - maintenant.weekday())
    return jour.replace(hour=9, minute=0, second=0, microsecond=0)


def rediger(page, vues, japon):
    """From the dashboard, write a text with two pictures of the library, and drop a third one on the field."""
    page.goto("/admin/")
    page.get_by_role("link", name="Écrire une actualité").click()
    page.locator("#id_titre").press_sequentially(TITRE)
    page.locator("#id_chapo").fill("Trois jours d’échanges.")
    page.locator(ZONE).click()
    page.keyboard.type("Les élus sont venus le mardi 6 octobre.\n")
    page.get_by_role("button", name="Image de la médiathèque").first.click()
    boite = page.locator("dialog.mediatheque")
    for vue in vues:
        boite.locator(".carte-media", has_text=vue.titre).click()
    boite.get_by_role("button", name="Ajouter les 2").click()
    expect(page.locator(f"{ZONE} figure img")).to_have_count(2)
    deposer(page, ".field-image .choix-media", "pont.png", dessin(largeur=700))
    image = page.locator(".field-image .choix-media")
    expect(image.locator(".depot__etat")).to_have_text("Reçu")
    with page.expect_response("**/mots/"):
        image.get_by_label("Ce que l’image montre").fill("Un pont")
        image.get_by_label("Ce que l’image montre").press("Enter")
    choisir(page, "pays", japon.nom)


def test_a_day_of_writing(ouvrir, connecter, se_connecter, redactrice, editrice, japon, vues):
    page = ouvrir()
    connecter(page, redactrice)
    rediger(page, vues, japon)

    # The session ends, then the tab is closed by mistake.
    finir_les_sessions()
    page.locator(ZONE).get_by_text("Les élus sont venus").click()
    page.keyboard.press("End")
    page.keyboard.type(" Le maire a conclu.")
    attendre_garde(page, "Le maire a conclu.")
    page = tomber(page)
    se_connecter(page, redactrice, "/admin/")
    page.locator(".saisie").get_by_role("link").click()
    expect(page.locator(BARRE)).to_contain_text(DIT)
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("#id_titre")).to_have_value(TITRE)
    expect(page.locator(ZONE)).to_contain_text("Le maire a conclu.")
    expect(page.locator(f"{ZONE} figure img")).to_have_count(2)
    expect(page.locator(".field-image .choix-media__carte")).to_contain_text("pont")
    expect(page.locator(".field-pays")).to_contain_text(japon.nom)
    page.locator("[name=_soumettre]").click()
    attendre_le_message(page, "attend maintenant une relecture")
    contenu = Actualite.objects.get()
    assert contenu.image.alt == "Un pont" and contenu.auteur == redactrice
    assert all(f'data-image="{vue.pk}"' in contenu.corps for vue in vues) and Image.objects.count() == 3

    edition = ouvrir()
    connecter(edition, editrice)
    edition.goto("/admin/")
    edition.locator(".attente", has_text="à relire").get_by_role("link", name=TITRE).click()
    expect(edition.locator(f"{ZONE} figure img")).to_have_count(2)
    selectionner(edition, "mardi 6 octobre", 0)
    edition.get_by_role("button", name="Remarquer ce passage").click()
    edition.keyboard.type("Était-ce un mardi ?")
    edition.get_by_role("button", name="Remarquer", exact=True).click()
    expect(edition.locator("[data-remarque] .remarque__texte")).to_have_text("Était-ce un mardi ?")
    edition.get_by_text("Renvoyer en brouillon").click()
    edition.get_by_label("Un mot à l’auteur").fill("Une date à revoir.")
    edition.get_by_role("button", name="Enregistrer et renvoyer").click()
    attendre_le_message(edition, "redevenu un brouillon")

    page.goto("/admin/")
    expect(page.locator(".attente", has_text="Mes textes avec des remarques")).to_contain_text(TITRE)
    renvoyes = page.locator(".attente", has_text="Mes brouillons")
    expect(renvoyes).to_contain_text("Une date à revoir.")
    renvoyes.get_by_role("link", name=TITRE).click()
    page.get_by_role("button", name="Remarques (1)").click()
    expect(page.locator("#remarques")).to_contain_text("Était-ce un mardi ?")
    page.get_by_role("button", name="Montrer dans le texte").click()
    selectionner(page, "mardi 6 octobre", 0)
    page.keyboard.type("lundi 5 octobre")
    page.locator(".remarque").get_by_text("Répondre").click()
    page.get_by_label("Votre réponse", exact=True).fill("Un lundi, en effet.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.locator(".remarque__reponse")).to_contain_text("Un lundi, en effet.")
    page.get_by_role("button", name="Résoudre").click()
    page.locator("[name=_soumettre]").click()
    attendre_le_message(page, "attend maintenant une relecture")

    quand = lundi()
    edition.goto("/admin/")
    edition.locator(".attente", has_text="à relire").get_by_role("link", name=TITRE).click()
    expect(edition.locator(ZONE)).to_contain_text("lundi 5 octobre")
    edition.locator("#id_publie_le_0").fill(quand.strftime("%d/%m/%Y"))
    edition.locator("#id_publie_le_1").fill("09:00")
    edition.get_by_role("button", name="Enregistrer et publier").click()
    attendre_le_message(edition, f"Le contenu paraîtra le {quand.day} ")
    edition.get_by_role("link", name="Tableau de bord").or_(edition.get_by_role("link", name="Accueil")).first.click()
    edition.get_by_role("link", name="Ce qui est programmé").click()
    expect(edition.locator("#content")).to_contain_text(TITRE)

    contenu.refresh_from_db()
    assert (contenu.statut, contenu.publie_le) == (Statut.PUBLIE, quand)
    visiteur = ouvrir()
    visiteur.goto("/actualites/")
    expect(visiteur.locator("main")).not_to_contain_text(TITRE)
    visiteur.garde.attendre("réponse 404")
    assert visiteur.goto(contenu.get_absolute_url()).status == 404
    with time_machine.travel(quand + timedelta(minutes=1)):
        visiteur.goto("/actualites/")
        visiteur.get_by_role("link", name=TITRE).first.click()
        texte = visiteur.locator("main .texte").first
        expect(texte).to_contain_text("lundi 5 octobre")
        expect(texte.locator("img")).to_have_count(2)
        expect(visiteur.get_by_alt_text("Un pont").first).to_be_visible()
