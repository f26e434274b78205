"""The member's loop in a real browser, to a real mail server: ask, be answered in part, see only that on the site."""

from email import message_from_bytes, policy

import pytest
from playwright.sync_api import expect

from annuaire.models import DemandeModification
from tests.fabriques import AutoriteLocaleFabrique, FondsFabrique, OddFabrique, PartenariatFabrique, SecteurFabrique
from tests.file_attente import vider_la_file
from tests.jeu_de_donnees import dessin
from tests.navigateur.conftest import ETROIT, LARGE

MODIFIER = "/espace/collectivites/aix-en-provence/modifier/"


@pytest.fixture
def courriers(boite_smtp, settings):
    """The messages received by a real SMTP server, which the site writes to."""
    settings.EMAIL_BACKEND = "courriels.serveur.Messagerie"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", boite_smtp.port
    settings.EMAIL_USE_TLS = False

    def lire():
        vider_la_file()
        return [message_from_bytes(octets, policy=policy.default) for _, octets in boite_smtp.recus]

    return lire


@pytest.fixture
def aix_complete(aix, japon):
    """Bob's collectivité, with an address and a tie."""
    aix.ville, aix.presentation = "Aix-en-Provence", "<p>La ville coopère.</p>"
    aix.save()
    PartenariatFabrique(collectivites=[aix], autorites=[AutoriteLocaleFabrique(nom="Kumamoto", pays=japon)])
    SecteurFabrique(nom="Eau et assainissement")
    OddFabrique(numero=6, nom="Eau propre et assainissement")
    return aix


def remplir(page):
    """Change a bit of everything in the form of the profile."""
    page.locator(".ck-editor__editable").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Elle agit aussi en Arménie.")
    page.get_by_label("Adresse postale").fill("Place de l’Hôtel-de-Ville")
    page.get_by_label("Code postal").fill("13100")
    page.locator("[name=logo]").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": dessin(300, 300)})
    pays = page.locator("#id_pays")
    pays.locator("details.cases", has_text="Asie").locator("summary").click()
    pays.get_by_label("Arménie").check()
    page.get_by_label("Eau et assainissement").check()
    page.get_by_label("6. Eau propre et assainissement").check()
    page.get_by_label("Toujours actif").first.check()
    nouveau = page.locator("fieldset", has_text="Nouveau partenariat 1")
    nouveau.get_by_label("Collectivité étrangère").fill("Gyumri")
    nouveau.get_by_label("Pays").select_option("AM")
    page.get_by_label("Message à l’équipe").fill("Bonjour, voici notre mise à jour.")


def test_a_member_asks_staff_answer_in_part_and_only_that_is_published(
    ouvrir, se_connecter, connecter, bob, editrice, aix_complete, courriers
):
    membre = ouvrir()
    se_connecter(membre, bob)
    expect(membre.locator("h1")).to_have_text("Mon espace")
    membre.get_by_role("link", name="Modifier la fiche").click()
    remplir(membre)
    membre.get_by_role("button", name="Envoyer la demande").last.click()
    expect(membre.locator("main")).to_contain_text("Votre demande est enregistrée")

    visiteur = ouvrir()
    visiteur.goto("/annuaire/aix-en-provence/")
    for nouveau in ("Elle agit aussi", "Hôtel-de-Ville", "Gyumri"):
        expect(visiteur.locator("main")).not_to_contain_text(nouveau)

    equipe = ouvrir()
    connecter(equipe, editrice)
    equipe.goto("/admin/")
    equipe.locator(".attente", has_text="Fiches de l’annuaire").get_by_role("link").first.click()
    expect(equipe.locator("table ins").first).to_be_visible()
    expect(equipe.locator("#content")).to_contain_text("Gyumri")
    expect(equipe.locator("#content")).to_contain_text("voici notre mise à jour")
    for refuse in ("Nouveau partenariat", "Code postal"):
        equipe.locator("tr", has_text=refuse).locator("[name=champs]").uncheck()
    equipe.locator("[name=commentaire]").fill("Merci. Il nous manque la convention avec Gyumri.")
    equipe.get_by_role("button", name="Accepter la sélection").click()
    expect(equipe.locator(".messagelist")).to_contain_text("acceptée en partie")

    (courrier,) = courriers()
    assert courrier["To"] == "bob@exemple.test"
    texte = courrier.get_body(["plain"]).get_content()
    assert "Il nous manque la convention avec Gyumri" in texte
    demande = DemandeModification.objects.get()
    assert f"/espace/demandes/{demande.pk}/" in texte

    visiteur.reload()
    page = visiteur.locator("main")
    expect(page).to_contain_text("Elle agit aussi en Arménie.")
    expect(page).to_contain_text("Place de l’Hôtel-de-Ville")
    expect(page.locator("img").first).to_be_visible()
    expect(page).not_to_contain_text("Gyumri")
    expect(page).not_to_contain_text("13100 Aix")

    membre.goto(f"/espace/demandes/{demande.pk}/")
    expect(membre.locator("main")).to_contain_text("Il nous manque la convention")
    refus = membre.locator("li", has_text="Nouveau partenariat")
    expect(refus).to_contain_text("Refusé")
    membre.goto("/espace/")
    expect(membre.locator("main")).to_contain_text("cceptée en partie")


def test_the_contents_and_the_button_stay_in_view_on_a_wide_screen_only(ouvrir, connecter, bob, aix_complete):
    page = ouvrir(viewport=LARGE)
    connecter(page, bob)
    page.goto(MODIFIER)
    bouton = page.locator(".formulaire__suivi").get_by_role("button", name="Envoyer")
    page.locator("#f-message").scroll_into_view_if_needed()
    expect(bouton).to_be_in_viewport()
    page.garde.attendre("réponse 400")
    bouton.click()
    expect(page.locator("main")).to_contain_text("Vous n’avez rien changé")
    page.set_viewport_size(ETROIT)
    expect(bouton).to_be_hidden()


def test_on_a_phone_the_form_goes_section_by_section(ouvrir, connecter, bob, aix_complete):
    page = ouvrir(viewport=ETROIT)
    connecter(page, bob)
    page.goto(MODIFIER)
    sections = page.locator("[data-sections] > section")
    visibles = page.locator("[data-sections] > section:visible h2")
    envoi = page.get_by_role("button", name="Envoyer la demande").last
    for rang in range(sections.count()):
        expect(visibles).to_have_count(1)
        expect(page.get_by_role("status").last).to_contain_text(f"Section {rang + 1} sur {sections.count()}")
        expect(page.get_by_role("button", name="Section précédente")).to_be_visible(visible=rang > 0)
        expect(envoi).to_be_visible(visible=rang == sections.count() - 1)
        if rang < sections.count() - 1:
            page.get_by_role("button", name="Section suivante").click()
    page.get_by_role("navigation", name="Sommaire du formulaire").get_by_role("link", name="Coordonnées").click()
    expect(visibles).to_have_text(["Coordonnées"])
    page.get_by_label("Code postal").fill("131")
    page.get_by_role("navigation", name="Sommaire du formulaire").get_by_role("link", name="Message et envoi").click()
    page.garde.attendre("réponse 400")
    envoi.click()
    # Refused, the form opens on its first error; on a wide screen every section is there.
    expect(visibles).to_have_text(["Coordonnées"])
    page.set_viewport_size(LARGE)
    expect(visibles).to_have_count(sections.count())


def test_a_collectivite_missing_from_the_directory_is_created_from_the_counter(ouvrir, connecter, editrice):
    fonds = FondsFabrique()
    page = ouvrir(viewport=LARGE)
    connecter(page, editrice)
    page.goto(f"/admin/fonds_solidarite/fondssolidarite/guichet/contribuer/{fonds.pk}/")
    page.locator("[name=montant]").fill("1 500,50")
    with page.context.expect_page() as ouverte:
        page.locator("#add_id_collectivite").click()
    fenetre = ouverte.value
    fenetre.locator("[name=nom]").fill("Syndicat des eaux")
    fenetre.locator("[name=slug]").fill("syndicat-des-eaux")
    fenetre.locator("[name=type]").select_option("syndicat")
    with fenetre.expect_event("close"):
        fenetre.locator("[name=_save]").first.click()
    expect(page.locator("#id_collectivite option:checked")).to_have_text("Syndicat des eaux")
    page.get_by_role("button", name="Enregistrer et saisir une autre").click()
    expect(page.locator(".messagelist")).to_contain_text("La contribution est enregistrée.")
    expect(page.locator("[name=montant]")).to_have_value("")
    assert fonds.contributions.get().collectivite.nom == "Syndicat des eaux"


def test_a_member_has_eight_tools_to_write_with(ouvrir, connecter, bob, aix_complete):
    page = ouvrir(viewport=LARGE)
    connecter(page, bob)
    page.goto(MODIFIER)
    barre = page.locator(".ck-editor__top .ck-toolbar__items > :not(.ck-toolbar__separator)")
    expect(barre).to_have_count(8)


def test_two_tabs_of_a_member_lose_nothing(ouvrir, connecter, bob, aix_complete):
    premier = ouvrir()
    connecter(premier, bob)
    second = premier.context.new_page()
    for page in (premier, second):
        page.goto(MODIFIER)
    premier.get_by_label("Ville", exact=True).fill("Aix")
    premier.get_by_role("button", name="Envoyer la demande").last.click()
    expect(premier.locator("main")).to_contain_text("Votre demande est enregistrée")
    second.get_by_label("Adresse postale").fill("Une adresse longue à taper")
    premier.garde.attendre("réponse 409")
    second.get_by_role("button", name="Envoyer la demande").last.click()
    expect(second.locator("main")).to_contain_text("La fiche a changé pendant que vous la remplissiez")
    expect(second.get_by_label("Adresse postale")).to_have_value("Une adresse longue à taper")
    expect(second.get_by_label("Ville", exact=True)).to_have_value("Aix")
    second.get_by_role("button", name="Envoyer la demande").last.click()
    expect(second.locator("main")).to_contain_text("Votre demande est enregistrée")
    demande = DemandeModification.objects.get()
    assert {cle: un["apres"] for cle, un in demande.changements.items()} == {
        "adresse": "Une adresse longue à taper",
        "ville": "Aix",
    }


def test_a_refused_form_comes_back_with_everything_typed(ouvrir, connecter, bob, aix_complete):
    page = ouvrir(java_script_enabled=False)
    connecter(page, bob)
    page.goto(MODIFIER)
    page.get_by_label("Code postal").fill("13")
    page.get_by_label("Adresse postale").fill("Une adresse longue à taper")
    page.garde.attendre("réponse 400")
    page.get_by_role("button", name="Envoyer la demande").last.click()
    expect(page.locator("main")).to_contain_text("Un code postal compte cinq chiffres.")
    expect(page.get_by_label("Adresse postale")).to_have_value("Une adresse longue à taper")
    page.get_by_label("Code postal").fill("13100")
    page.get_by_role("button", name="Envoyer la demande").last.click()
    expect(page.locator("main")).to_contain_text("Votre demande est enregistrée")


def test_without_scripts_a_member_ticks_the_countries_of_a_project(ouvrir, connecter, bob, aix_complete, armenie):
    page = ouvrir(java_script_enabled=False, viewport=ETROIT)
    connecter(page, bob)
    page.goto(MODIFIER)
    projet = page.locator("fieldset.partenariat-saisi", has_text="Nouveau projet 1")
    projet.get_by_label("Titre").fill("Écoles jumelles")
    projet.get_by_text("Ajouter un pays").click()
    projet.locator("details details", has_text="Asie").locator("summary").click()
    for pays in ("Arménie", "Japon"):
        projet.get_by_label(pays).check()
    page.get_by_role("button", name="Envoyer la demande").last.click()
    expect(page.locator("main")).to_contain_text("Votre demande est enregistrée")
    (changement,) = DemandeModification.objects.get().changements.values()
    assert changement["apres"]["pays"] == ["AM", "JP"]
