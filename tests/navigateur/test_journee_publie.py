"""A correction over a published text: kept apart, seen, compared, put online; then the version of last week taken up."""

from datetime import timedelta

import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from redaction.models import Retouche
from redaction.versions import versions_de
from tests.fabriques import ActualiteFabrique
from tests.formulaires import fiche
from tests.navigateur.gestes import attendre_le_message

ZONE = ".field-corps .ck-editor__editable"
AVANT = "Le forum se tiendra le mardi."


def ajouter(page, texte):
    page.locator(ZONE).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(texte)


def test_a_correction_over_a_published_text_then_last_week_s_version(ouvrir, connecter, editrice):
    contenu = ActualiteFabrique(titre="Le forum de Rabat", chapo="Trois jours.", corps=f"<p>{AVANT}</p>")
    page, visiteur = ouvrir(), ouvrir()
    # Last week it was saved, as every week.
    with time_machine.travel(timezone.now() - timedelta(days=7)):
        connecter(page, editrice)
        page.goto(fiche(contenu))
        page.locator("#id_chapo").fill("Trois jours d’échanges.")
        page.get_by_text("Note de version").first.click()
        page.get_by_label("Note de version").last.fill("Avec la direction")
        page.locator("[name=_continue]").click()
        attendre_le_message(page)

    connecter(page, editrice)
    page.goto("/admin/")
    page.locator("#q-entete").fill("forum rabat")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Le forum de Rabat").click()
    ajouter(page, " Et le mercredi.")
    page.get_by_role("button", name="Enregistrer sans publier").click()
    expect(page.locator(".retouche--montree")).to_contain_text("pas encore en ligne")
    visiteur.goto(contenu.get_absolute_url())
    expect(visiteur.locator("main .texte").first).to_have_text(AVANT)

    # Seen as it will be, beside the form.
    page.get_by_role("button", name="Aperçu à côté").click()
    apercu = page.frame_locator("iframe")
    expect(apercu.locator("main")).to_contain_text("Et le mercredi.")
    page.get_by_role("button", name="Fermer l’aperçu").click()
    page.get_by_role("link", name="Comparer").click()
    expect(page.locator("#content ins")).to_contain_text("Et le mercredi.")
    page.get_by_role("link", name="Revenir à la nouvelle version").click()
    page.get_by_role("button", name="Mettre cette version en ligne").click()
    attendre_le_message(page)
    assert not Retouche.objects.exists()
    visiteur.reload()
    expect(visiteur.locator("main .texte").first).to_have_text(f"{AVANT} Et le mercredi.")

    # It was right before: the version of last week, found by its note.
    page.goto(fiche(contenu))
    page.get_by_role("link", name="Versions").click()
    version = page.locator(".version", has_text="Avec la direction")
    expect(version).to_contain_text("A changé")
    version.get_by_role("link", name="Comparer à aujourd’hui").click()
    expect(page.locator("#content ins")).to_contain_text("Et le mercredi.")
    page.get_by_role("link", name="Reprendre la version d’avant").click()
    expect(page.locator(ZONE)).to_have_text(AVANT)
    page.locator("[name=_continue]").click()
    attendre_le_message(page)
    visiteur.reload()
    expect(visiteur.locator("main .texte").first).to_have_text(AVANT)
    contenu.refresh_from_db()
    assert contenu.est_en_ligne and contenu.chapo == "Trois jours d’échanges."
    assert versions_de(contenu).count() >= 3
