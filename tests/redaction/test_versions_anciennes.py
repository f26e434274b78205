"""Old versions are thinned out, but for those that someone would look for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from reversion.models import Revision

from redaction import actions
from redaction.taches import eclaircir_les_versions
from redaction.transitions import PUBLIER
from redaction.versions import TROUVE, garder, versions_de
from tests.fabriques import ActualiteFabrique, GroupeFabrique, MandatFabrique

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
AUJOURD_HUI = datetime(2026, 12, 1, 4, tzinfo=PARIS)


@pytest.fixture
def texte():
    return ActualiteFabrique(brouillon=True)


def tenir(objet, *moments, note="", par=None):
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            garder(objet=objet, par=par, note=note)


def il_y_a(jours, heure=10):
    return (AUJOURD_HUI - timedelta(days=jours)).replace(hour=heure)


def restent(objet):
    """Return when the versions that stay were taken, latest first."""
    with time_machine.travel(AUJOURD_HUI, tick=False):
        eclaircir_les_versions(0)
    return [une.revision.date_created for une in versions_de(objet)]


def test_all_for_three_months_then_one_a_day_then_one_a_month(texte):
    recentes = [il_y_a(1, 9), il_y_a(1, 10), il_y_a(89, 9), il_y_a(89, 10)]
    jour = [il_y_a(100, 9), il_y_a(100, 18), il_y_a(101, 9)]
    mois = [il_y_a(430, 9), il_y_a(431, 9), il_y_a(500, 9)]
    tenir(texte, *recentes, *jour, *mois)
    attendues = [*recentes, jour[1], jour[2], mois[0], mois[2]]
    assert (mois[0].month, mois[1].month) == (9, 9)
    assert restent(texte) == sorted(attendues, reverse=True) or set(restent(texte)) == set(attendues)
    assert set(restent(texte)) == set(attendues), "a second night takes nothing more"


def test_a_day_is_a_day_of_paris(texte):
    minuit = datetime(2026, 8, 10, 0, 5, tzinfo=PARIS)
    tenir(texte, minuit - timedelta(minutes=10), minuit)
    assert len(restent(texte)) == 2


def test_what_someone_named_is_kept_and_what_the_portal_named_is_not(texte, editrice):
    tenir(texte, il_y_a(400, 8), note=TROUVE)
    tenir(texte, il_y_a(400, 9), note="Avant la réunion", par=editrice)
    tenir(texte, il_y_a(400, 10), il_y_a(400, 11))
    assert set(restent(texte)) == {il_y_a(400, 9), il_y_a(400, 11)}


def test_what_went_online_is_kept(texte, editrice):
    tenir(texte, il_y_a(400, 9))
    with time_machine.travel(il_y_a(400, 9) + timedelta(seconds=1), tick=False):
        actions.passer(contenu=texte, transition=PUBLIER, par=editrice)
    # Saved and published by one button: the version may come just after the journal.
    autre = ActualiteFabrique(brouillon=True)
    with time_machine.travel(il_y_a(400, 9), tick=False):
        actions.passer(contenu=autre, transition=PUBLIER, par=editrice)
    tenir(autre, il_y_a(400, 8), il_y_a(400, 9) + timedelta(seconds=2), il_y_a(400, 12))
    tenir(texte, il_y_a(400, 10), il_y_a(400, 11))
    assert set(restent(texte)) == {il_y_a(400, 9), il_y_a(400, 11)}
    assert set(restent(autre)) == {il_y_a(400, 9) + timedelta(seconds=2), il_y_a(400, 12)}


def test_the_last_version_is_kept_however_old_and_rows_do_not_mix(texte):
    autre = ActualiteFabrique()
    tenir(texte, il_y_a(3000))
    tenir(autre, il_y_a(3000, 12))
    assert (len(restent(texte)), len(restent(autre))) == (1, 1)


def test_a_save_goes_whole_with_the_rows_of_its_form():
    """A person with their mandates, a group with its circle: they are one save."""
    mandat, groupe = MandatFabrique(), GroupeFabrique()
    for objet in (mandat.personne, groupe):
        tenir(objet, il_y_a(500, 9), il_y_a(500, 10), il_y_a(500, 11))
        assert restent(objet) == [il_y_a(500, 11)]
    assert Revision.objects.count() == 2
    assert len(versions_de(mandat)) == 1
