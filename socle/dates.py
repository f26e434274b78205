"""Dates and hours in French words, as people read them on the site.

Every text uses no-break spaces (U+00A0) where French typography wants one: between the day number and the month, and
around « h ». The day of the week is always computed, never typed, so it cannot contradict the date.
"""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from socle.typographie import INSECABLE

# A line may break after an en dash, even before a no-break space (Unicode line breaking, class BA): the word joiner forbids it.
TIRET = f"{INSECABLE}–\u2060{INSECABLE}"

PREMIERE_ANNEE, DERNIERE_ANNEE = 1900, 2100

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
MOIS_COURTS = ("janv.", "fév.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def en_jour(valeur):
    """Return the civil day of a date, or of a datetime seen in the site's time zone."""
    if isinstance(valeur, datetime):
        return timezone.localtime(valeur).date() if timezone.is_aware(valeur) else valeur.date()
    return valeur


def en_heure(valeur):
    """Return the time of day of a time, or of a datetime seen in the site's time zone."""
    if isinstance(valeur, datetime):
        return timezone.localtime(valeur).time() if timezone.is_aware(valeur) else valeur.time()
    return valeur


def annee_plausible(valeur):
    """Refuse a date or datetime whose year is a slip of the keyboard: calendars, feeds and links stop at four digits.

    Raises:
        ValidationError: before 1900 or after 2100.
    """
    if not PREMIERE_ANNEE <= valeur.year <= DERNIERE_ANNEE:
        raise ValidationError(
            f"Vérifiez cette date : écrivez une année entre {PREMIERE_ANNEE} et {DERNIERE_ANNEE}.", code="annee"
        )


def numero_de_jour(jour: date) -> str:
    """Return the day number, « 1ᵉʳ » for the first of a month."""
    return "1ᵉʳ" if jour.day == 1 else str(jour.day)


def mois_court(valeur) -> str:
    """Return the short month shown under a big day number: « fév. »."""
    return MOIS_COURTS[en_jour(valeur).month - 1]


def mois_et_annee(valeur) -> str:
    """Return « février 2026 »."""
    jour = en_jour(valeur)
    return f"{MOIS[jour.month - 1]} {jour.year}"


def jour_et_mois(valeur) -> str:
    """Return « 18 février » or « 1ᵉʳ juillet »."""
    jour = en_jour(valeur)
    return f"{numero_de_jour(jour)}{INSECABLE}{MOIS[jour.month - 1]}"


def date_simple(valeur) -> str:
    """Return « 19 novembre 2025 »."""
    return f"{jour_et_mois(valeur)} {en_jour(valeur).year}"


def date_longue(valeur) -> str:
    """Return « mercredi 19 novembre 2025 »."""
    return f"{JOURS[en_jour(valeur).weekday()]} {date_simple(valeur)}"


def parties_de_plage(debut, fin) -> tuple[str, str]:
    """Return the words of the first and of the last day of a range, without repeating the month or year they share.

    Args:
        debut, fin: dates or datetimes, `fin` on a later day than `debut`.

    Returns:
        For instance `("18", "19 septembre 2025")` or `("30 juin", "3 juillet 2025")`.
    """
    premier, dernier = en_jour(debut), en_jour(fin)
    if premier.year != dernier.year:
        return date_simple(premier), date_simple(dernier)
    if premier.month != dernier.month:
        return jour_et_mois(premier), date_simple(dernier)
    return numero_de_jour(premier), date_simple(dernier)


def plage_de_dates(debut, fin=None) -> str:
    """Return « mercredi 19 novembre 2025 », or « du 18 au 19 septembre 2025 » when the days differ.

    Args:
        debut: first day, a date or a datetime.
        fin: last day, or None for a single day. An end before the start is read as a single day: the database refuses
            such a row, and a page must not fail on it.
    """
    if fin is None or en_jour(fin) <= en_jour(debut):
        return date_longue(debut)
    premier, dernier = parties_de_plage(debut, fin)
    return f"du {premier} au {dernier}"


def heure(valeur: time | datetime) -> str:
    """Return « 15 h » or « 16 h 30 »."""
    moment = en_heure(valeur)
    texte = f"{moment.hour}{INSECABLE}h"
    return f"{texte}{INSECABLE}{moment.minute:02d}" if moment.minute else texte


def heure_de_fin(valeur: time | datetime) -> str:
    """Return « 16 h 30 », or « minuit », which ends the day."""
    return heure(valeur) if en_heure(valeur) != time.min else "minuit"


def plage_d_heures(debut, fin=None) -> str:
    """Return « 15 h – 16 h 30 » or « 20 h – minuit » on one line, or « 15 h » without an end."""
    if fin is None:
        return heure(debut)
    return f"{heure(debut)}{TIRET}{heure_de_fin(fin)}"
