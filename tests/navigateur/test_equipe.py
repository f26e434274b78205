"""Staff at work in a real browser: one writes, another publishes, and visitors see it; two of them never overwrite each other."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from actualites.models import Actualite
from courriels.models import Courriel
from mediatheque.models import Image
from mediatheque.televersement import enregistrer_image
from redaction.publication import Statut
from tests.fabriques import ActualiteFabrique
from tests.jeu_de_donnees import dessin
from tests.navigateur.conftest import ETROIT

AJOUT = "/admin/actualites/actualite/add/"
ZONE = ".ck-editor__editable"


def attendre(page, condition):
    """Wait until a condition on the editor's `selection` holds: the editor learns of the browser's one a moment later."""
    page.locator(ZONE).first.evaluate(
        f"""zone => new Promise(resolve => {{
            const selection = zone.ckeditorInstance.model.document.selection;
            const voir = () => {condition} ? resolve() : requestAnimationFrame(voir);
            voir();
        }})"""
    )


def ecrire(page):
    """Type an article in the editor, with the keyboard and the toolbar: heading, bold, link, list, table, picture."""
    page.locator(ZONE).first.click()
    page.keyboard.type("## Trois jours de rencontres\n")
    page.keyboard.type("Les élus sont venus en ")
    page.keyboard.press("Control+b")
    page.keyboard.type("nombre")
    page.keyboard.press("Control+b")
    page.keyboard.type(".\nLe programme des rencontres")
    # One key, and not as many as there are letters: the editor redraws the selection between two, and a machine types too fast.
    page.keyboard.press("Shift+Home")
    attendre(page, "!selection.isCollapsed")
    page.keyboard.press("Control+k")
    adresse = page.locator(".ck-link-form input[inputmode=url]")
    # The balloon takes the focus a moment after it opens: a key pressed before would go to the text.
    expect(adresse).to_be_focused()
    adresse.fill("https://www.exemple.test/rencontres")
    adresse.press("Enter")
    expect(page.locator(f"{ZONE} a")).to_have_text("Le programme des rencontres")
    page.locator(ZONE).first.focus()
    page.keyboard.press("Control+End")
    attendre(page, "selection.isCollapsed")
    page.keyboard.press("Enter")
    page.keyboard.type("* un atelier\nune visite\n\n")
    page.get_by_role("button", name="Insérer un tableau").click()
    page.locator(".ck-insert-table-dropdown-grid-box").nth(1).click()
    page.keyboard.type("Ville")
    page.keyboard.press("Tab")
    page.keyboard.type("Pays")


def envoyer_image(page):
    """Upload a picture through the editor's button, and give its alternative text in the balloon that asks for it."""
    page.locator(ZONE).first.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    with page.expect_file_chooser() as choix, page.expect_response("**/images/envoi/") as envoi:
        page.get_by_role("button", name="image", exact=False).first.click()
        choix.value.set_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": dessin()})
    assert envoi.value.status == 200
    texte_alternatif = page.locator(".ck-text-alternative-form input")
    expect(texte_alternatif).to_be_focused()
    texte_alternatif.fill("Les élus devant la mairie")
    texte_alternatif.press("Enter")
    expect(page.locator(f"{ZONE} figure.image img")).to_have_attribute("alt", "Les élus devant la mairie")


def choisir(page, champ, texte):
    """Pick a value in an autocomplete of the admin, by typing."""
    page.locator(f".field-{champ} .select2-selection").first.click()
    page.locator(f".field-{champ} .select2-search__field, .select2-container--open .select2-search__field").first.type(texte)
    page.locator(".select2-results__option", has_text=texte).first.click()


def test_one_writes_another_publishes_and_visitors_read(ouvrir, se_connecter, redactrice, editrice, japon):
    redaction = ouvrir()
    se_connecter(redaction, redactrice, "/admin/")
    redaction.goto(AJOUT)
    redaction.locator("#id_titre").press_sequentially("Les rencontres de Nantes")
    expect(redaction.locator("#id_slug")).to_have_value("les-rencontres-de-nantes")
    redaction.locator("#id_chapo").fill("Trois jours d’échanges entre collectivités.")
    ecrire(redaction)
    envoyer_image(redaction)
    choisir(redaction, "pays", "Japon")
    assert redaction.locator("[name=_publier]").count() == 0
    redaction.locator("[name=_soumettre]").click()
    expect(redaction.locator(".messagelist")).to_contain_text("attend maintenant une relecture")

    visiteur = ouvrir()
    visiteur.goto("/actualites/")
    expect(visiteur.locator("main")).not_to_contain_text("Les rencontres de Nantes")

    edition = ouvrir()
    se_connecter(edition, editrice, "/admin/")
    edition.locator(".attente", has_text="à relire").get_by_role("link", name="Les rencontres de Nantes").click()
    edition.locator("[name=_publier]").click()
    expect(edition.locator(".messagelist")).to_contain_text("Le contenu est publié")

    visiteur.reload()
    visiteur.get_by_role("link", name="Les rencontres de Nantes").first.click()
    texte = visiteur.locator("main .texte").first
    expect(texte.locator("h2")).to_have_text("Trois jours de rencontres")
    expect(texte.locator("strong")).to_have_text("nombre")
    expect(texte.locator("a")).to_have_attribute("href", "https://www.exemple.test/rencontres")
    expect(texte.locator("li")).to_have_count(2)
    expect(texte.locator("table")).to_contain_text("Pays")
    image = texte.locator("img")
    expect(image).to_have_attribute("alt", "Les élus devant la mairie")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    expect(visiteur.locator("main")).to_contain_text("Japon")
    assert Image.objects.get().envoyee_par == redactrice
    assert Actualite.objects.get().auteur == redactrice


def test_a_text_goes_to_and_fro_before_it_is_published(ouvrir, connecter, redactrice, editrice):
    redaction, edition = ouvrir(viewport=ETROIT), ouvrir()
    connecter(redaction, redactrice)
    connecter(edition, editrice)
    texte = ActualiteFabrique(titre="Un texte à relire", brouillon=True, auteur=redactrice)
    redaction.goto(f"/admin/actualites/actualite/{texte.pk}/change/")
    redaction.get_by_text("Un mot pour la relecture").first.click()
    redaction.get_by_label("Un mot pour la relecture").fill("Pour lundi.")
    redaction.locator("[name=_soumettre]").click()
    expect(redaction.locator(".messagelist")).to_contain_text("attend maintenant une relecture")

    edition.goto("/admin/")
    expect(edition.locator(".attente", has_text="à relire")).to_contain_text(f"par {redactrice}, depuis le")
    edition.get_by_role("link", name="Un texte à relire").first.click()
    expect(edition.locator(".relectures")).to_contain_text("Pour lundi.")
    edition.get_by_text("Renvoyer en brouillon").click()
    edition.get_by_label("Un mot à l’auteur").fill("Citez la source.")
    # A refused form gives the word back, unfolded.
    edition.locator("#id_titre").fill("")
    edition.get_by_role("button", name="Enregistrer et renvoyer").click()
    expect(edition.locator(".erreurs-liees")).to_be_visible()
    expect(edition.get_by_label("Un mot à l’auteur")).to_have_value("Citez la source.")
    edition.locator("#id_titre").fill("Un texte à relire")
    edition.get_by_role("button", name="Enregistrer et renvoyer").click()
    expect(edition.locator(".messagelist")).to_contain_text("redevenu un brouillon")

    redaction.goto("/admin/")
    expect(redaction.locator(".attente", has_text="Mes brouillons")).to_contain_text(f"À reprendre, renvoyé par {editrice}")
    redaction.get_by_role("link", name="Un texte à relire").first.click()
    expect(redaction.locator(".relectures")).to_contain_text("Citez la source.")
    redaction.get_by_text("Votre réponse au relecteur").first.click()
    redaction.get_by_label("Votre réponse au relecteur").fill("C’est fait.")
    redaction.locator("[name=_soumettre]").click()
    expect(redaction.locator(".messagelist")).to_contain_text("attend maintenant une relecture")

    edition.reload()
    expect(edition.locator(".relectures")).to_contain_text("C’est fait.")
    edition.locator("[name=_publier]").click()
    expect(edition.locator(".messagelist")).to_contain_text("Le contenu est publié")
    redaction.goto("/admin/")
    expect(redaction.locator(".attente", has_text="publiés récemment")).to_contain_text(f"par {editrice}")
    assert Courriel.objects.filter(destinataire=redactrice.courriel).count() == 2


def test_a_piece_scheduled_for_tomorrow_waits_for_tomorrow(ouvrir, connecter, editrice):
    brouillon = ActualiteFabrique(titre="Demain seulement", brouillon=True)
    page = ouvrir()
    connecter(page, editrice)
    page.goto(f"/admin/actualites/actualite/{brouillon.pk}/change/")
    demain = timezone.localtime() + timedelta(days=1)
    page.locator("#id_publie_le_0").fill(demain.strftime("%d/%m/%Y"))
    page.locator("#id_publie_le_1").fill("09:00:00")
    page.locator("[name=_publier]").click()
    expect(page.locator(".messagelist")).to_contain_text("Le contenu paraîtra le")
    visiteur = ouvrir()
    visiteur.goto("/actualites/")
    expect(visiteur.locator("main")).not_to_contain_text("Demain seulement")
    visiteur.garde.attendre("réponse 404")
    assert visiteur.goto(brouillon.get_absolute_url()).status == 404
    Actualite.objects.update(publie_le=timezone.now() - timedelta(minutes=1))
    assert visiteur.goto(brouillon.get_absolute_url()).status == 200


def test_two_tabs_on_the_same_text_never_overwrite_each_other(ouvrir, connecter, editrice):
    actualite = ActualiteFabrique(titre="Un titre", corps="<p>Avant.</p>")
    premier = ouvrir()
    connecter(premier, editrice)
    second = premier.context.new_page()
    for page in (premier, second):
        page.goto(f"/admin/actualites/actualite/{actualite.pk}/change/")
        page.locator(ZONE).first.wait_for()
    premier.locator("#id_titre").fill("Le titre du premier")
    premier.locator("[name=_save]").last.click()
    expect(premier.locator(".messagelist")).to_be_visible()

    second.locator("#id_chapo").fill("Le chapo du second, long à écrire.")
    second.locator(ZONE).first.click()
    second.keyboard.press("Control+End")
    second.keyboard.type(" Et la suite du second.")
    second.locator("[name=_save]").last.click()
    expect(second.locator(".erreurs-liees")).to_be_visible()
    expect(second.locator("#content")).to_contain_text(f"{editrice.get_full_name()} a enregistré d’autres valeurs")
    expect(second.locator("#id_chapo")).to_have_value("Le chapo du second, long à écrire.")
    expect(second.locator(ZONE).first).to_contain_text("Et la suite du second.")
    actualite.refresh_from_db()
    assert (actualite.titre, actualite.chapo) == ("Le titre du premier", "Un chapo.")


def test_text_not_saved_is_not_left_by_mistake(ouvrir, connecter, redactrice):
    page = ouvrir()
    connecter(page, redactrice)
    page.goto(AJOUT)
    page.locator(ZONE).first.click()
    page.keyboard.type("Un texte pas encore enregistré")
    page.goto("/admin/")
    assert page.garde.relever() == ["dialogue beforeunload : "]
    assert Actualite.objects.count() == 0


def test_a_click_on_a_picture_sets_its_focal_point(ouvrir, connecter, editrice):
    image = enregistrer_image(fichier=ContentFile(dessin(), name="photo.jpg"), par=editrice)
    page = ouvrir()
    connecter(page, editrice)
    page.goto(f"/admin/mediatheque/image/{image.pk}/change/")
    apercu = page.locator(".apercu-focal img")
    boite = apercu.bounding_box()
    apercu.click(position={"x": boite["width"] * 0.25, "y": boite["height"] * 0.75})
    expect(page.locator("#id_focal_x")).to_have_value("25")
    expect(page.locator("#id_focal_y")).to_have_value("75")
    page.locator("#id_focal_x").fill("40")
    assert page.locator(".apercu-focal__repere").evaluate("repere => repere.style.left") == "40%"
    page.locator("[name=_save]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (40, 75)


@pytest.mark.parametrize(
    ("nom", "genre", "raison"),
    [
        ("photo.jpg", "image/jpeg", "SVG ne sont pas acceptées"),  # the site looks inside
        ("photo.svg", "image/svg+xml", "ce n’est pas une image acceptée"),  # the editor would drop these without a word
        ("virus.exe", "application/x-msdownload", "ce n’est pas une image acceptée"),
    ],
)
def test_the_editor_says_in_french_why_a_picture_is_refused(ouvrir, connecter, redactrice, nom, genre, raison):
    page = ouvrir()
    connecter(page, redactrice)
    page.goto(AJOUT)
    page.locator(ZONE).first.click()
    if nom == "photo.jpg":
        page.garde.attendre("réponse 400")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    with page.expect_file_chooser() as choix:
        page.get_by_role("button", name="image", exact=False).first.click()
    choix.value.set_files({"name": nom, "mimeType": genre, "buffer": svg})
    expect(page.locator(".editeur-refus").first).to_contain_text(raison)
    assert Image.objects.count() == 0
    assert Statut.BROUILLON not in Actualite.objects.values_list("statut", flat=True)


def test_a_refused_form_gives_the_text_back_without_inline_styles(ouvrir, connecter, editrice):
    """The guard of the page fails on what the policy of the site refuses: the picture comes with sizes in a style attribute."""
    page = ouvrir()
    connecter(page, editrice)
    page.goto(AJOUT)
    page.locator("#id_titre").fill("Une photo")
    page.locator(ZONE).first.click()
    page.keyboard.type("Un mot.")
    envoyer_image(page)
    page.locator("#id_publie_le_0").fill("hier")
    page.locator("[name=_save]").last.click()
    expect(page.locator(".field-publie_le .errorlist")).to_be_visible()
    image = page.locator(f"{ZONE} figure.image img")
    expect(image).to_have_attribute("alt", "Les élus devant la mairie")
    assert "style=" not in page.locator("#id_corps").input_value()


def test_the_address_proposed_keeps_the_letters_of_the_title(ouvrir, connecter, redactrice):
    page = ouvrir()
    connecter(page, redactrice)
    page.goto(AJOUT)
    page.locator("#id_titre").press_sequentially("L’été au cœur d'Œuvres, ß, Æ et suite")
    expect(page.locator("#id_slug")).to_have_value("l-ete-au-coeur-d-oeuvres-ss-ae-et-suite")
