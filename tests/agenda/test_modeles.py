"""What the database refuses of an event, and which list an event is in."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from agenda.models import Evenement
from tests.fabriques import DocumentFabrique, EvenementFabrique

JOUR = date(2026, 2, 18)


@pytest.mark.parametrize(
    ("champs", "contrainte"),
    [
        ({"fin": JOUR - timedelta(days=1)}, "jours_ordonnes"),
        ({"heure_fin": time(16)}, "heure_debut"),
        ({"heure_debut": time(16), "heure_fin": time(15)}, "heures_ordonnees"),
        ({"heure_debut": time(16), "heure_fin": time(16)}, "heures_ordonnees"),
        ({"confidentiel": True, "bilan": "<p>Ce qui s’est dit.</p>"}, "confidentiel"),
        ({"annonce_au": JOUR}, "report"),
        ({"inscription_du": JOUR, "inscription_au": JOUR - timedelta(days=1)}, "inscriptions_ordonnees"),
    ],
)
def test_the_database_refuses_an_event_that_contradicts_itself(champs, contrainte, db):
    with pytest.raises(IntegrityError, match=f"agenda_evenement_{contrainte}"), transaction.atomic():
        EvenementFabrique(debut=JOUR, **champs)
    with pytest.raises(ValidationError):
        EvenementFabrique.build(debut=JOUR, auteur=None, **champs).full_clean()


def test_a_confidential_event_has_no_minutes(db):
    with pytest.raises(IntegrityError, match="confidentiel"), transaction.atomic():
        EvenementFabrique(confidentiel=True, compte_rendu=DocumentFabrique())


def test_what_is_right_is_accepted(db):
    EvenementFabrique(debut=JOUR, fin=JOUR + timedelta(days=1), heure_debut=time(16), heure_fin=time(9))
    EvenementFabrique(debut=JOUR, etat="reporte", annonce_au=JOUR - timedelta(days=5))
    assert Evenement.objects.count() == 2


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 7, 14, 21, 59, tzinfo=UTC),
        datetime(2026, 7, 14, 22, 1, tzinfo=UTC),
        datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    ],
)
def test_to_come_and_past_share_every_event_around_midnight_in_paris(instant, db):
    with time_machine.travel(instant, tick=False):
        aujourd_hui = timezone.localdate()
        for jours in (-2, -1, 0, 1):
            EvenementFabrique(slug=f"j{jours}", debut=aujourd_hui + timedelta(days=jours))
        EvenementFabrique(slug="en-cours", debut=aujourd_hui - timedelta(days=3), fin=aujourd_hui)
        a_venir = list(Evenement.objects.a_venir().values_list("slug", flat=True))
        passes = list(Evenement.objects.passes().values_list("slug", flat=True))
    assert a_venir == ["en-cours", "j0", "j1"]
    assert passes == ["j-1", "j-2"]


def test_the_day_of_an_event_is_the_day_in_paris(db):
    EvenementFabrique(debut=date(2026, 7, 14))
    with time_machine.travel(datetime(2026, 7, 14, 21, 59, tzinfo=UTC), tick=False):
        assert Evenement.objects.a_venir().exists()
    with time_machine.travel(datetime(2026, 7, 14, 22, 1, tzinfo=UTC), tick=False):
        assert not Evenement.objects.a_venir().exists()


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, True),
        ({"etat": "annule"}, False),
        ({"confidentiel": True}, False),
        ({"bilan": "<p>Fait.</p>"}, False),
    ],
)
def test_a_past_event_without_follow_up_is_found(champs, attendu, db):
    EvenementFabrique(debut=timezone.localdate() - timedelta(days=1), **champs)
    EvenementFabrique(debut=timezone.localdate() - timedelta(days=200))
    assert Evenement.objects.sans_suite().exists() is attendu
