"""A correction over a published text, in a real browser: previewed beside the form, kept apart, then put online."""

import pytest
from playwright.sync_api import expect

from redaction.models import Retouche
from tests.fabriques import ActualiteFabrique
from tests.formulaires import fiche
from tests.navigateur.conftest import ETROIT

pytestmark = pytest.mark.django_db(transaction=True)
TRES_LARGE = {"width": 1440, "height": 900}


def cadre(page):
    return page.frame_locator("#apercu iframe:not(.apercu__cadre--attend)")


def test_a_correction_is_previewed_kept_apart_and_put_online(ouvrir, connecter, editrice):
    contenu = ActualiteFabrique(titre="Rencontre du 3 mars", chapo="Un chapo.")
    page = ouvrir(viewport=TRES_LARGE)
    connecter(page, editrice)
    page.goto(fiche(contenu))
    page.get_by_role("button", name="Aperçu à côté").click()
    expect(cadre(page).get_by_role("heading", level=1)).to_have_text("Rencontre du 3 mars")
    page.get_by_label("Titre", exact=False).first.fill("Rencontre du 4 mars")
    expect(cadre(page).get_by_role("heading", level=1)).to_have_text("Rencontre du 4 mars")
    page.get_by_role("button", name="Téléphone").click()
    assert page.locator("#apercu iframe").last.evaluate("cadre => cadre.contentWindow.innerWidth") == 360
    page.get_by_label("Vu par").select_option("adherent")
    expect(cadre(page).get_by_role("heading", level=1)).to_have_text("Rencontre du 4 mars")
    assert not page.get_by_role("button", name="Aperçu à côté").count()
    page.get_by_role("button", name="Enregistrer sans publier").click()
    expect(page.get_by_text("Vous travaillez sur une nouvelle version, pas encore en ligne")).to_be_visible()
    # Remembered: the panel is there again.
    expect(cadre(page).get_by_role("heading", level=1)).to_have_text("Rencontre du 4 mars")
    contenu.refresh_from_db()
    assert contenu.titre == "Rencontre du 3 mars"
    page.locator(".retouche").get_by_role("link", name="Comparer").click()
    expect(page.locator(".ecart ins, .ecart mark").first).to_be_visible()
    page.get_by_role("link", name="Revenir à la nouvelle version").click()
    page.get_by_role("button", name="Mettre cette version en ligne").click()
    expect(page.get_by_text("La nouvelle version est en ligne.")).to_be_visible()
    contenu.refresh_from_db()
    assert contenu.titre == "Rencontre du 4 mars"
    assert not Retouche.objects.exists()


def test_on_a_phone_the_preview_is_in_a_tab_and_the_form_keeps_what_is_typed(ouvrir, connecter, editrice):
    contenu = ActualiteFabrique(titre="Rencontre du 3 mars")
    page = ouvrir(viewport=ETROIT)
    connecter(page, editrice)
    page.goto(fiche(contenu))
    page.locator("#id_titre").fill("Rencontre du 4 mars")
    with page.context.expect_page() as attendue:
        page.get_by_role("button", name="Aperçu dans un nouvel onglet").click()
    onglet = attendue.value
    expect(onglet.get_by_role("heading", level=1)).to_have_text("Rencontre du 4 mars")
    onglet.close()
    assert page.locator("#id_titre").input_value() == "Rencontre du 4 mars"
    assert not page.get_by_role("button", name="Aperçu à côté").is_visible()
