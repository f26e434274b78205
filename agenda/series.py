"""The days on which an event comes again: every so many weeks, the same weekday of every month, or days typed one by one."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError

DATES_MAX = 24
"""Copies made at once: two years of a monthly meeting."""
SEMAINE, QUINZAINE, MOIS = "semaine", "quinzaine", "mois"
RYTHMES = (
    (SEMAINE, "chaque semaine"),
    (QUINZAINE, "toutes les deux semaines"),
    (MOIS, "chaque mois, au même jour de semaine"),
)


def jours_suivants(debut: date, rythme: str, nombre: int) -> list[date]:
    """Return the `nombre` days that follow `debut` in a rhythm.

    A month keeps the weekday and its rank: after the second Tuesday, the second Tuesday; a fifth one is the last.
    """
    if rythme in (SEMAINE, QUINZAINE):
        pas = timedelta(weeks=1 if rythme == SEMAINE else 2)
        return [debut + rang * pas for rang in range(1, nombre + 1)]
    return [_meme_jour_du_mois(debut, rang) for rang in range(1, nombre + 1)]


def _meme_jour_du_mois(debut, mois):
    annee, reste = divmod(debut.year * 12 + debut.month - 1 + mois, 12)
    premier = date(annee, reste + 1, 1)
    premier += timedelta(days=(debut.weekday() - premier.weekday()) % 7)
    jour = premier + timedelta(weeks=(debut.day - 1) // 7)
    return jour if jour.month == premier.month else jour - timedelta(weeks=1)


def jours_tapes(texte: str, lire) -> list[date]:
    """Return the days of a text, one a line or between commas.

    Args:
        lire: the function that reads one day, and raises ValidationError.

    Raises:
        ValidationError: one cannot be read, comes twice, or there are too many.
    """
    jours = [lire(un) for un in map(str.strip, texte.replace(";", "\n").replace(",", "\n").splitlines()) if un]
    if len({*jours}) < len(jours):
        raise ValidationError("Un jour figure deux fois.")
    if len(jours) > DATES_MAX:
        raise ValidationError(f"{DATES_MAX} dates au plus à la fois.")
    return sorted(jours)
