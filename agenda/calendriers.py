"""Events in the iCalendar format (RFC 5545), as calendars of every kind read it.

Only what a visitor may see goes out: title, days, place, state, chapo. Never the text, the report nor the link of the video
meeting; of a restricted event, the town alone and no reason of its state; of a confidential event, no description at all.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

from agenda.models import Evenement
from socle import dates
from socle.acces import Acces

PARIS = ZoneInfo("Europe/Paris")
ETATS = {Evenement.Etat.ANNULE: "CANCELLED", Evenement.Etat.REPORTE: "TENTATIVE"}
PREFIXES = {Evenement.Etat.ANNULE: "Annulé : ", Evenement.Etat.REPORTE: "Reporté : ", Evenement.Etat.COMPLET: "Complet : "}


def calendrier_de(evenements):
    """Return the bytes of a calendar of `evenements`, with the time zone it uses."""
    calendrier = Calendar()
    calendrier.add("prodid", "-//Cités Unies France//Portail//FR")
    calendrier.add("version", "2.0")
    calendrier.add("calscale", "GREGORIAN")
    calendrier.add("method", "PUBLISH")
    calendrier.add("x-wr-calname", "Agenda de Cités Unies France")
    calendrier.add("x-wr-timezone", "Europe/Paris")
    calendrier.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for evenement in evenements:
        calendrier.add_component(composant(evenement))
    calendrier.add_missing_timezones()
    return calendrier.to_ical()


def composant(evenement):
    """Return the VEVENT of an event: whole days without hours, Paris time with them."""
    vevent = Event()
    vevent.add("uid", f"evenement-{evenement.pk}@cites-unies-france.org")
    vevent.add("dtstamp", evenement.modifie_le)
    vevent.add("created", evenement.cree_le)
    vevent.add("last-modified", evenement.modifie_le)
    # Grows at each change, as RFC 5545 asks: minutes since the event was entered.
    vevent.add("sequence", int((evenement.modifie_le - evenement.cree_le).total_seconds() // 60))
    vevent.add("summary", PREFIXES.get(evenement.etat, "") + evenement.titre)
    debut, fin = bornes(evenement)
    vevent.add("dtstart", debut)
    if fin:
        vevent.add("dtend", fin)
    vevent.add("status", _statut(evenement))
    vevent.add("url", settings.CUF_URL + evenement.get_absolute_url())
    lieu = lieu_en_clair(evenement)
    if lieu:
        vevent.add("location", lieu)
    if not evenement.confidentiel:
        vevent.add("description", description(evenement))
    return vevent


def bornes(evenement):
    """Return the start and the end of an event, the end excluded, or None when only the start is known.

    Without an hour, both are dates: the end is the day after the last one (RFC 5545, 3.6.1).
    """
    lendemain = evenement.fin + timedelta(days=1)
    if evenement.heure_debut is None:
        return evenement.debut, lendemain
    debut = datetime.combine(evenement.debut, evenement.heure_debut, PARIS)
    if evenement.heure_fin is not None:
        return debut, datetime.combine(evenement.fin, evenement.heure_fin, PARIS)
    if evenement.fin > evenement.debut:
        return debut, datetime.combine(lendemain, time.min, PARIS)
    return debut, None


def lieu_en_clair(evenement):
    """Return the place in one line: « Hôtel de ville, Nancy », « en visioconférence »; empty when unknown or not told."""
    if evenement.mode == Evenement.Mode.VISIO:
        return evenement.get_mode_display()
    adresse = ", ".join(morceau for morceau in (evenement.lieu_public, evenement.ville) if morceau)
    if evenement.mode == Evenement.Mode.HYBRIDE:
        return f"{adresse} et en visioconférence" if adresse else evenement.get_mode_display()
    return adresse


def description(evenement):
    """Return what a calendar says of an event: its state, its chapo, who may read the rest and where."""
    reserve = evenement.acces != Acces.PUBLIC
    lignes = [phrase_d_etat(evenement, avec_motif=not reserve), evenement.chapo]
    if reserve:
        lignes.append(f"Réservé : {evenement.get_acces_display()}.")
    lignes.append(settings.CUF_URL + evenement.get_absolute_url())
    return "\n".join(ligne for ligne in lignes if ligne)


def phrase_d_etat(evenement, *, avec_motif=True):
    """Return the sentence on an event cancelled or postponed, the day first announced and why; empty otherwise."""
    if evenement.etat == Evenement.Etat.ANNULE:
        phrase = "Cet événement est annulé."
    elif evenement.date_a_fixer:
        phrase = "Cet événement est reporté : la nouvelle date n’est pas encore fixée."
    elif evenement.etat == Evenement.Etat.REPORTE:
        phrase = f"Cet événement est reporté : il était annoncé d’abord au {dates.date_longue(evenement.annonce_au)}."
    else:
        return ""
    return f"{phrase} {evenement.precision_etat}".strip() if avec_motif else phrase


def _statut(evenement):
    if evenement.etat == Evenement.Etat.REPORTE and not evenement.date_a_fixer:
        return "CONFIRMED"
    return ETATS.get(evenement.etat, "CONFIRMED")
