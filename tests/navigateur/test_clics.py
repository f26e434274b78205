"""What the daily work costs from the dashboard, as a person does it: no more clicks and screens than said here.

Under the real headers. `pytest -s` says what each takes.
"""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actualites.models import Actualite
from agenda.models import Evenement
from fonds_solidarite.models import Contribution
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
    FondsFabrique,
    ThemeFabrique,
)
from tests.jeu_de_donnees import dessin
from tests.navigateur.gestes import Gestes, attendre_le_message, au_plus

ZONE = ".field-corps .ck-editor__editable"


@pytest.fixture
def gestes(ouvrir, connecter, editrice):
    """Who publishes, about to open the dashboard."""
    page = ouvrir()
    connecter(page, editrice)
    return Gestes(page)


def test_a_news_item_with_a_picture(gestes, japon):
    ThemeFabrique(nom="Jeunesse")
    page = gestes.page
    with au_plus(gestes, clics=25, ecrans=3):
        page.goto("/admin/")
        page.get_by_role("link", name="Écrire une actualité").click()
        gestes.ecrire(page.locator("#id_titre"), "Les rencontres de Nantes")
        gestes.ecrire(page.locator("#id_chapo"), "Trois jours d’échanges.")
        gestes.ecrire(page.locator(ZONE), "Les élus sont venus en nombre.")
        image = page.locator(".field-image .choix-media")
        gestes.envoyer(image.locator(".depot__bouton"), {"name": "port.png", "mimeType": "image/png", "buffer": dessin()})
        expect(image.locator(".depot__etat")).to_have_text("Reçu")
        gestes.ecrire(image.get_by_label("Ce que l’image montre"), "Le port de Nantes")
        gestes.chercher("pays", japon.nom)
        gestes.chercher("themes", "Jeunesse")
        page.get_by_role("button", name="Enregistrer et publier").click()
        attendre_le_message(page, "Le contenu est publié")
    contenu = Actualite.objects.get()
    assert contenu.est_en_ligne and contenu.image.alt == "Le port de Nantes" and "en nombre" in contenu.corps
    assert list(contenu.pays.all()) == [japon] and contenu.themes.get().nom == "Jeunesse"


def test_the_meeting_of_a_group(gestes, groupe_japon):
    page = gestes.page
    with au_plus(gestes, clics=10, ecrans=3):
        page.goto("/admin/")
        page.get_by_role("link", name="Annoncer un événement").click()
        gestes.ecrire(page.locator("#id_titre"), "Réunion du groupe-pays Japon")
        gestes.ecrire(page.locator("#id_debut"), "12/04/2027")
        gestes.ecrire(page.locator("#id_heure_debut"), "14:30")
        gestes.ecrire(page.locator("#id_heure_fin"), "17:00")
        gestes.ecrire(page.locator("#id_lieu"), "9 rue Christiani")
        gestes.ecrire(page.locator("#id_ville"), "Paris")
        gestes.ecrire(page.locator("#id_chapo"), "Ordre du jour : l’accueil des délégations.")
        gestes.chercher("groupes", groupe_japon.nom)
        page.get_by_role("button", name="Enregistrer et publier").click()
        attendre_le_message(page, "Le contenu est publié")
    reunion = Evenement.objects.get()
    assert reunion.est_en_ligne and reunion.genre == Evenement.Genre.GROUPE and list(reunion.groupes.all()) == [groupe_japon]


def corriger(gestes, contenu):
    """In the form of a published text, mend its last words and save."""
    page = gestes.page
    page.locator(ZONE).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" À Rabat.")
    page.locator("[name=_save]").click()
    attendre_le_message(page)
    contenu.refresh_from_db()
    assert contenu.est_en_ligne and "À Rabat." in contenu.corps


@pytest.fixture
def publie():
    return ActualiteFabrique(titre="Le forum de Rabat", corps="<p>Le mardi 5 octobre.</p>")


def test_an_error_of_a_published_text_is_mended_from_the_dashboard(gestes, publie):
    page = gestes.page
    with au_plus(gestes, clics=3):
        page.goto("/admin/")
        # The key that the search field says; the mouse makes it one click more.
        page.keyboard.press("/")
        page.keyboard.type("forum rabat\n")
        page.get_by_role("link", name="Le forum de Rabat").click()
        corriger(gestes, publie)


def test_an_error_of_a_published_text_is_mended_from_its_page(gestes, publie):
    page = gestes.page
    with au_plus(gestes, clics=3):
        page.goto(publie.get_absolute_url())
        page.get_by_role("link", name="Modifier cette page").click()
        corriger(gestes, publie)


def test_what_one_just_worked_on_is_mended_from_the_dashboard(gestes, publie):
    page = gestes.page
    page.goto(reverse("admin:actualites_actualite_change", args=[publie.pk]))
    gestes.ecrire(page.locator("#id_chapo"), "Trois jours.")
    page.locator("[name=_save]").click()
    attendre_le_message(page)
    with au_plus(gestes, clics=3):
        page.goto("/admin/")
        page.locator("#recent-actions-module").get_by_role("link", name="Le forum de Rabat").click()
        corriger(gestes, publie)


def test_an_event_is_postponed(gestes):
    evenement = EvenementFabrique(titre="Assises de Lyon", debut=date(2027, 3, 1), fin=date(2027, 3, 1))
    page = gestes.page
    with au_plus(gestes, clics=5):
        page.goto("/admin/")
        page.keyboard.press("/")
        page.keyboard.type("assises\n")
        page.get_by_role("link", name="Assises de Lyon").click()
        gestes.ecrire(page.locator("#id_debut"), "05/04/2027")
        page.locator("[name=_save]").click()
        page.get_by_text("L’événement est reporté").click()
        page.locator("[name=_save]").click()
        attendre_le_message(page, "Reporté")
    evenement.refresh_from_db()
    assert (evenement.etat, evenement.annonce_au) == (Evenement.Etat.REPORTE, date(2027, 3, 1))


def test_five_contributions(gestes):
    fonds = FondsFabrique(titre="Fonds Maroc")
    villes = ["Nantes", "Rennes", "Brest", "Lyon", "Metz"]
    for ville in villes:
        CollectiviteFabrique(nom=f"Ville de {ville}")
    page = gestes.page
    with au_plus(gestes, clics=20):
        page.goto("/admin/")
        page.get_by_role("link", name="Fonds de solidarité").first.click()
        page.get_by_role("link", name="Fonds Maroc").first.click()
        page.get_by_role("link", name="Enregistrer une contribution").click()
        for rang, ville in enumerate(villes, 1):
            gestes.chercher("collectivite", ville)
            gestes.ecrire(page.locator("#id_montant"), "5 000")
            if rang == 1:
                gestes.choisir(page.locator("#id_etat"), "versée")
            bouton = "Enregistrer et saisir une autre" if rang < len(villes) else "Enregistrer la contribution"
            with page.expect_navigation():
                page.get_by_role("button", name=bouton).click()
            attendre_le_message(page, "La contribution est enregistrée.")
    assert {str(une.collectivite) for une in fonds.contributions.all()} == {f"Ville de {ville}" for ville in villes}
    assert {une.etat for une in fonds.contributions.all()} == {Contribution.Etat.VERSEE}
