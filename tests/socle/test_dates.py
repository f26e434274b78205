from datetime import UTC, date, datetime, time

import pytest
from django import forms

from socle import dates

N = "\u00a0"


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        (date(2025, 11, 19), None, f"mercredi 19{N}novembre 2025"),
        (date(2025, 11, 19), date(2025, 11, 19), f"mercredi 19{N}novembre 2025"),
        (date(2025, 9, 18), date(2025, 9, 19), f"du 18 au 19{N}septembre 2025"),
        (date(2025, 6, 30), date(2025, 7, 3), f"du 30{N}juin au 3{N}juillet 2025"),
        (date(2025, 4, 30), date(2025, 5, 4), f"du 30{N}avril au 4{N}mai 2025"),
        (date(2025, 12, 30), date(2026, 1, 2), f"du 30{N}décembre 2025 au 2{N}janvier 2026"),
        (date(2025, 7, 1), None, f"mardi 1ᵉʳ{N}juillet 2025"),
        (date(2025, 7, 1), date(2025, 7, 4), f"du 1ᵉʳ au 4{N}juillet 2025"),
        (date(2025, 9, 19), date(2025, 9, 18), f"vendredi 19{N}septembre 2025"),
    ],
)
def test_range_of_dates(debut, fin, attendu):
    assert dates.plage_de_dates(debut, fin) == attendu


def test_the_sixth_of_october_2025_is_a_monday():
    assert dates.date_longue(date(2025, 10, 6)).startswith("lundi")


def test_an_instant_is_read_in_the_time_of_paris():
    late = datetime(2025, 7, 3, 22, 30, tzinfo=UTC)
    assert dates.date_simple(late) == f"4{N}juillet 2025"
    assert dates.heure(late) == f"0{N}h{N}30"


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        # The word joiner after the dash is what keeps the range on one line.
        (time(15), time(16, 30), f"15{N}h{N}–\u2060{N}16{N}h{N}30"),
        (time(14, 5), None, f"14{N}h{N}05"),
        (time(9), None, f"9{N}h"),
    ],
)
def test_hours(debut, fin, attendu):
    assert dates.plage_d_heures(debut, fin) == attendu


def test_short_month_and_month_of_year():
    assert dates.mois_court(date(2026, 2, 18)) == "fév."
    assert dates.mois_et_annee(date(2026, 2, 18)) == "février 2026"


@pytest.mark.parametrize("ecrit", ["14:30", "14h30", "14 h 30", "14\u00a0h\u00a030", "14:30:00"])
def test_an_hour_is_typed_as_the_site_writes_it(ecrit):
    assert forms.TimeField().clean(ecrit) == time(14, 30)


def test_a_whole_hour_needs_no_minutes():
    assert [forms.TimeField().clean(ecrit) for ecrit in ("9h", "9 h")] == [time(9)] * 2
