"""A sound in a text, from the library to the ears, in a real browser under the real headers."""

from playwright.sync_api import expect

from actualites.models import Actualite
from mediatheque.models import Document
from tests.fabriques import ActualiteFabrique
from tests.mediatheque.sons import mp3

BOITE = "dialog.mediatheque"
ZONE = ".ck-editor__editable"
LU = """async (lecteur) => {
  lecteur.load();
  lecteur.preload = "auto";
  await new Promise((fini, rate) => { lecteur.onloadedmetadata = fini; lecteur.lastElementChild.onerror = rate; });
  lecteur.currentTime = 20;
  await new Promise((fini) => { lecteur.onseeked = fini; });
  return [Math.round(lecteur.duration), lecteur.currentTime];
}"""


def test_a_sound_is_dropped_put_in_a_text_and_heard(ouvrir, connecter, editrice):
    brouillon = ActualiteFabrique(titre="À écouter", corps="<p>Écoutez.</p>")
    page = ouvrir()
    connecter(page, editrice)
    page.goto(f"/admin/actualites/actualite/{brouillon.pk}/change/")
    page.locator(ZONE).first.click()
    page.keyboard.press("Control+End")
    page.locator(ZONE).first.evaluate(
        "zone => zone.ckeditorInstance.ui.componentFactory.create('enregistrement').fire('execute')"
    )
    boite = page.locator(BOITE)
    expect(boite.get_by_role("heading", name="Médiathèque : sons et vidéos")).to_be_visible()
    boite.locator(".depot__fichiers").set_input_files(
        {"name": "entretien_radio.mp3", "mimeType": "audio/mpeg", "buffer": mp3(1000)}
    )
    boite.get_by_role("button", name="L’employer").click()
    expect(page.locator(f"{ZONE} figure.carte").first).to_contain_text("entretien radio")
    page.locator("[name=_save]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    document = Document.objects.get()
    assert document.a_transcrire and f'data-objet="documents:{document.pk}"' in Actualite.objects.get().corps

    lecteur = ouvrir(viewport={"width": 320, "height": 640})
    lecteur.goto(brouillon.get_absolute_url())
    assert lecteur.evaluate("document.documentElement.scrollWidth") <= 320
    expect(lecteur.get_by_text("La transcription viendra plus tard")).to_be_visible()
    assert lecteur.locator("audio").evaluate(LU) == [26, 20]
