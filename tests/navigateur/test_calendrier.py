"""« Programmés »: a month in a grid on a wide screen, the list alone on a narrow one; reached and left by the keyboard."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from redaction.models import Tache
from tests.fabriques import ActualiteFabrique, EvenementFabrique
from tests.formulaires import fiche
from tests.navigateur.conftest import ETROIT

ADRESSE = "/admin/calendrier/"


@pytest.fixture
def programmee(redactrice):
    demain = timezone.now() + timedelta(days=40)
    une = ActualiteFabrique(titre="Les rencontres de Nantes ouvrent leurs inscriptions", publie_le=demain)
    EvenementFabrique(titre="Webinaire sur l’eau", depublie_le=demain + timedelta(hours=2))
    Tache.objects.create(objet=une, titre="Joindre le compte rendu", echeance=timezone.localdate(demain), pour=redactrice)
    Tache.objects.create(objet=une, titre="Relancer Colombes", echeance=timezone.localdate() - timedelta(days=3))
    return une


def test_a_month_is_read_by_the_keyboard(ouvrir, connecter, redactrice, programmee):
    page = ouvrir()
    connecter(page, redactrice)
    page.goto(ADRESSE)
    mois = programmee.publie_le.strftime("mois=%Y-%m")
    for _ in range(3):
        if mois in page.url:
            break
        page.get_by_role("link", name="Mois suivant").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    lien = page.locator("td a", has_text="Les rencontres de Nantes")
    expect(lien).to_be_visible()
    lien.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(fiche(programmee)) + "$"))


@pytest.mark.parametrize("largeur", ["large", "etroit"])
def test_a_narrow_screen_has_the_list(ouvrir, connecter, redactrice, programmee, largeur):
    page = ouvrir(**({"viewport": ETROIT} if largeur == "etroit" else {}))
    connecter(page, redactrice)
    page.goto(f"{ADRESSE}?{programmee.publie_le:mois=%Y-%m}")
    expect(page.locator(".programmes__ligne", has_text="Les rencontres de Nantes")).to_be_visible()
    expect(page.locator(".programmes table")).to_be_visible(visible=largeur == "large")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
