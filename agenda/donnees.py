"""What open data gives of an event: the same as its card and its calendar file, hours with their zone."""

from datetime import datetime, time, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from agenda.models import MINUIT
from redaction.registre import Donnee

PARIS = ZoneInfo("Europe/Paris")


def commence_le(evenement):
    """Return the instant at which an event begins; None without an hour."""
    heure = evenement.heure_debut
    return None if heure is None else datetime.combine(evenement.debut, heure, PARIS)


def finit_le(evenement):
    """Return the instant at which an event ends; None without an hour of end. Midnight is the end of the last day."""
    if evenement.heure_fin is None:
        return None
    if evenement.heure_fin == MINUIT:
        return datetime.combine(evenement.fin + timedelta(days=1), time.min, PARIS)
    return datetime.combine(evenement.fin, evenement.heure_fin, PARIS)


DONNEES = (
    "genre",
    "debut",
    "fin",
    Donnee("commence_le", "heure de début, avec son fuseau", datetime, commence_le),
    Donnee("finit_le", "heure de fin, avec son fuseau", datetime, finit_le),
    "mode",
    "ville",
    Donnee("lieu", "nom et adresse du lieu, sauf d’une rencontre réservée", str, attrgetter("lieu_public")),
    "etat",
    "annonce_au",
)
DONNEES_LUES = ("precision_etat", "sur_invitation", "inscription_du", "inscription_au")
