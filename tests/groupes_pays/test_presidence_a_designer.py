"""The day after an election, a presidency whose mandate it questions is to be designated, until somebody confirms it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from annuaire.models import Election, Mandat
from groupes_pays.models import Nature, Presidence
from tests.fabriques import (
    CollectiviteFabrique,
    ElectionFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    PresidenceFabrique,
    ThemeFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db

DERNIER_TOUR = date(2026, 3, 22)
MINUIT = datetime(2026, 3, 23, tzinfo=ZoneInfo("Europe/Paris"))
VEILLE, LENDEMAIN = MINUIT - timedelta(minutes=1), MINUIT + timedelta(minutes=1)
PARU = MINUIT - timedelta(days=30)
A_DESIGNER = "Présidence à désigner"


@pytest.fixture
def election(db):
    return ElectionFabrique()


@pytest.fixture
def presidence(aix, japon):
    presidence = PresidenceFabrique(
        groupe=GroupeFabrique(nom="Groupe-pays Japon", slug="japon", pays=[japon]), personne__nom="Sortante"
    )
    MandatFabrique(personne=presidence.personne, collectivite=aix, constate_le=date(2025, 10, 1))
    return presidence


def a_l_heure(moment, faire):
    with time_machine.travel(moment, tick=False):
        return faire()


def lue(client, chemin, moment):
    return a_l_heure(moment, lambda: sur_une_ligne(client.get(chemin).text))


@pytest.mark.parametrize(
    ("mandat", "attendu"),
    [
        ({}, True),
        ({"constate_le": DERNIER_TOUR}, True),
        ({"constate_le": DERNIER_TOUR + timedelta(days=1)}, False),
        ({"debut": date(2026, 3, 14)}, True),
        # Begun from the first round on: the election gave it.
        ({"debut": date(2026, 3, 15)}, False),
        ({"fin": DERNIER_TOUR}, False),
        ({"fin": date(2026, 3, 23)}, True),
    ],
)
def test_which_mandates_await_from_midnight_on(election, aix, mandat, attendu):
    MandatFabrique(collectivite=aix, **mandat)
    assert a_l_heure(VEILLE, lambda: Mandat.objects.a_confirmer().exists()) is False
    assert a_l_heure(LENDEMAIN, lambda: Mandat.objects.a_confirmer().exists()) is attendu


def test_a_collectivite_that_is_not_concerned_sees_nothing(aix, presidence):
    ailleurs = CollectiviteFabrique()
    ElectionFabrique(types=["departement"], collectivites=[ailleurs])
    assert not a_l_heure(LENDEMAIN, lambda: Mandat.objects.a_confirmer().exists())
    MandatFabrique(collectivite=ailleurs)
    assert a_l_heure(LENDEMAIN, lambda: [mandat.collectivite for mandat in Mandat.objects.a_confirmer()]) == [ailleurs]


def test_of_two_elections_missed_the_first_is_told(election, aix):
    ElectionFabrique(premier_tour=date(2020, 3, 15), dernier_tour=date(2020, 6, 28))
    MandatFabrique(collectivite=aix)
    assert a_l_heure(LENDEMAIN, lambda: Mandat.objects.a_confirmer().get().a_confirmer_depuis) == date(2020, 6, 28)


PAGES = ["groupe", "liste", "pays", "theme", "evenement", "fonds"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_so_from_midnight_on_and_until_it_is_confirmed(page, election, presidence, japon, visiteur):
    theme = ThemeFabrique(slug="eau")
    presidence.groupe.themes.add(theme)
    EvenementFabrique(slug="reunion", groupes=[presidence.groupe], debut=date(2026, 5, 4), publie_le=PARU)
    comite = GroupeFabrique(nature=Nature.COMITE)
    PresidenceFabrique(groupe=comite, personne=presidence.personne)
    FondsFabrique(slug="fonds", comite=comite, publie_le=PARU)
    chemin = {
        "groupe": "/groupes-pays/japon/",
        "liste": "/groupes-pays/",
        "pays": "/pays/japon/",
        "theme": "/themes/eau/",
        "evenement": "/agenda/reunion/",
        "fonds": "/fonds-de-solidarite/fonds/",
    }[page]
    avant, apres = lue(visiteur, chemin, VEILLE), lue(visiteur, chemin, LENDEMAIN)
    assert "Sortante" in avant and A_DESIGNER not in avant
    assert "Sortante" not in apres and A_DESIGNER in apres
    Mandat.objects.update(constate_le=date(2026, 3, 23))
    confirmee = lue(visiteur, chemin, LENDEMAIN)
    assert "Sortante" in confirmee and A_DESIGNER not in confirmee


def test_a_meeting_held_before_keeps_the_presidency_of_its_day(election, presidence, visiteur):
    for slug, jour in (("avant", DERNIER_TOUR), ("apres", DERNIER_TOUR + timedelta(days=1))):
        EvenementFabrique(slug=slug, groupes=[presidence.groupe], debut=jour, publie_le=PARU)
    plus_tard = LENDEMAIN + timedelta(days=30)
    assert "Sortante" in lue(visiteur, "/agenda/avant/", plus_tard)
    apres = lue(visiteur, "/agenda/apres/", plus_tard)
    assert "Sortante" not in apres and A_DESIGNER in apres


@pytest.mark.parametrize("connu", [True, False])
def test_the_two_rules_agree(election, presidence, connu):
    """The one of querysets, that the search reads, and the one of rows, that pages read; an unknown mandate questions nothing."""
    if not connu:
        presidence.personne.mandats.all().delete()

    def dites():
        designees = set(Presidence.objects.designees().values_list("pk", flat=True))
        return [(une.a_designer, une.pk in designees) for une in Presidence.objects.avec_mandat()]

    assert a_l_heure(VEILLE, dites) == [(False, True)]
    assert a_l_heure(LENDEMAIN, dites) == [(connu, not connu)]


def test_the_latest_of_two_mandates_is_the_one_that_presides(election, presidence, aix):
    MandatFabrique(personne=presidence.personne, debut=date(2026, 3, 20), collectivite=aix)

    def dites():
        return [(une.a_designer, Presidence.objects.designees().exists()) for une in Presidence.objects.avec_mandat()]

    assert a_l_heure(LENDEMAIN, dites) == [(False, True)]


@pytest.mark.parametrize(
    ("champs", "contrainte"),
    [
        ({"premier_tour": DERNIER_TOUR, "dernier_tour": date(2026, 3, 15)}, "annuaire_election_tours_ordonnes"),
        ({"periode_du": date(2025, 9, 1)}, "annuaire_election_periode"),
        ({"periode_au": date(2026, 3, 22)}, "annuaire_election_periode"),
        ({"periode_du": date(2026, 3, 22), "periode_au": date(2026, 3, 21)}, "annuaire_election_periode"),
        ({"types": ["commune", "canton"]}, "annuaire_election_types"),
    ],
)
def test_what_the_database_refuses_of_an_election(champs, contrainte):
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        ElectionFabrique(**champs)
    assert refus.value.__cause__.diag.constraint_name == contrainte


def test_an_electoral_period_holds_both_its_days(db):
    ElectionFabrique()
    une = ElectionFabrique(periode_du=date(2025, 9, 1), periode_au=DERNIER_TOUR)
    for jour, attendu in ((date(2025, 8, 31), []), (date(2025, 9, 1), [une]), (DERNIER_TOUR, [une]), (date(2026, 3, 23), [])):
        assert list(Election.objects.en_periode(jour)) == attendu
