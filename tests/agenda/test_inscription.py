"""What the page of an event says of registration: how, until when, or that it is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from agenda.models import Evenement
from tests.fabriques import ContactFabrique, EvenementFabrique
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db
N = "\u00a0"


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


def page(client, **champs):
    evenement = EvenementFabrique(**{"titre": "Rencontre & débat", "debut": dans(30), **champs})
    return sur_une_ligne(client.get(evenement.get_absolute_url()).text)


def test_open_registration_says_whom_to_write_to(visiteur):
    html = page(visiteur, places=40, inscription_au=dans(10), contacts=[ContactFabrique(courriel="agenda@exemple.test")])
    assert "mailto:agenda@exemple.test?subject=Inscription%20%3A%20Rencontre%20%26%20d%C3%A9bat" in html
    assert "Ouvertes jusqu’au" in html
    assert "<dt>Places</dt><dd>40</dd>" in html


def test_without_contact_the_contact_page_answers(visiteur):
    assert 'href="/contact/">S’inscrire par courriel' in page(visiteur, places=40)


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"inscription_du": 5, "inscription_au": 10}, "Elles ouvrent le"),
        ({"inscription_du": -10, "inscription_au": -1}, "Closes depuis le"),
        ({"places": 40, "etat": "complet"}, f"Closes{N}: toutes les places sont prises"),
    ],
)
def test_registration_to_come_or_over_offers_no_way_to_register(visiteur, champs, phrase):
    champs = {nom: dans(valeur) if nom.startswith("inscription") else valeur for nom, valeur in champs.items()}
    html = page(visiteur, **champs)
    assert phrase in html
    assert "S’inscrire par courriel" not in html


@pytest.mark.parametrize("champs", [{"etat": "annule"}, {"sur_invitation": True}, {"debut": date(2025, 1, 6)}])
def test_an_event_cancelled_by_invitation_or_over_recruits_no_one(visiteur, champs):
    html = page(visiteur, places=40, inscription_du=date(2024, 12, 1), **champs)
    for mot in ("S’inscrire", "Inscriptions", "<dt>Places"):
        assert mot not in html


def test_a_cancelled_event_is_not_added_to_one_s_agenda(visiteur):
    assert "Ajouter à mon agenda" in page(visiteur)
    assert "Ajouter à mon agenda" not in page(visiteur, etat="annule")


@pytest.mark.parametrize(("heure", "situation"), [(21, "ouverte"), (22, "close")])
def test_registration_closes_at_midnight_in_paris(heure, situation):
    evenement = Evenement(debut=date(2026, 8, 1), fin=date(2026, 8, 1), inscription_au=date(2026, 7, 14))
    with time_machine.travel(datetime(2026, 7, 14, heure, 30, tzinfo=UTC), tick=False):
        assert evenement.inscription == situation


def test_a_past_confidential_event_is_not_said_to_await_its_report(visiteur):
    assert "n’a pas encore de bilan" in page(visiteur, corps="", debut=dans(-3))
    assert "n’a pas encore de bilan" not in page(visiteur, corps="", debut=dans(-3), confidentiel=True)
    assert "n’a pas encore de bilan" not in page(visiteur, corps="", debut=dans(-3), etat="annule")
