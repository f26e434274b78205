"""The searches of the bench: two hundred, each answered, and what blames them."""

import pytest

from demo.banc import recherches


def test_there_are_two_hundred_of_them_each_once():
    assert len({*recherches.recherches()}) == len(recherches.recherches()) == 200


def test_each_is_measured(db, monkeypatch):
    monkeypatch.setattr(recherches, "recherches", lambda: ["jumelage Fès", "1 % eau"])
    couts = recherches.mesurer()
    assert [*couts] == ["jumelage Fès", "1 % eau"]
    assert all(0 < cout < 60_000 for cout in couts.values())


@pytest.mark.parametrize(
    ("couts", "dites"),
    [
        ({"un mot": 59.0, "mot": 149.0}, []),
        ({"un mot": 61.0, "mot": 10.0}, ["deux mots : plus de 60 ms"]),
        ({"un mot": 10.0, "mot": 151.0}, ["« mot » : plus de 150 ms"]),
    ],
)
def test_what_passes_a_bar_is_said(couts, dites):
    assert recherches.fautes(couts) == dites
