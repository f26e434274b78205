"""Events in the iCalendar format (RFC 5545), as calendars of every kind read it.

Only what a visitor may see goes out: title, days, place, state, chapo. Never the text, the report nor the link of the video
meeting; of a restricted event, the town alone and no reason of its state; of a confidential event, no description at all.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from icalendar import Calendar, Event, Timezone

from agenda.models import MINUIT, Evenement
from socle import dates
from socle.acces import Acces
from socle.imprimable import imprimable, sur_une_ligne

PARIS = ZoneInfo("Europe/Paris")
HEURE_DE_PARIS = Timezone.from_ical(
    """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19970330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
)
"""Paris by the two rules that hold since the autumn of 1996 (directive 94/21/EC): yearly, they need no list of dates, which old
readers pass over, and are right for the years to come."""
REGLES_DEPUIS = datetime(1996, 10, 27, 3, tzinfo=PARIS)
DUREE_SANS_FIN = timedelta(hours=2)
"""How long a meeting lasts in a calendar when no one said: without an end, some readers show it for a day, or for no time."""
ETATS = {Evenement.Etat.ANNULE: "CANCELLED", Evenement.Etat.REPORTE: "TENTATIVE"}
PREFIXES = {Evenement.Etat.ANNULE: "Annulé : ", Evenement.Etat.REPORTE: "Reporté : ", Evenement.Etat.COMPLET: "Complet : "}


def calendrier_de(evenements, titre="Agenda de Cités Unies France"):
    """Return the bytes of a calendar of `evenements` named `titre`, with the time zone of Paris."""
    calendrier = Calendar()
    calendrier.add("prodid", "-//Cités Unies France//Portail//FR")
    calendrier.add("version", "2.0")
    calendrier.add("calscale", "GREGORIAN")
    calendrier.add("method", "PUBLISH")
    calendrier.add("x-wr-calname", sur_une_ligne(titre))
    calendrier.add("x-wr-timezone", "Europe/Paris")
    calendrier.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendrier.add_component(HEURE_DE_PARIS)
    for evenement in evenements:
        calendrier.add_component(composant(evenement))
    return calendrier.to_ical()


def reponse_ics(contenu, nom):
    """Return the answer that gives `contenu`, a calendar, under the name of file `nom`."""
    return HttpResponse(
        contenu,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=False, filename=nom)},
    )


def composant(evenement):
    """Return the VEVENT of an event: whole days without hours, Paris time with them."""
    vevent = Event()
    vevent.add("uid", f"evenement-{evenement.pk}@cites-unies-france.org")
    vevent.add("dtstamp", evenement.modifie_le)
    vevent.add("created", evenement.cree_le)
    vevent.add("last-modified", evenement.modifie_le)
    vevent.add("sequence", evenement.revision)
    vevent.add("summary", PREFIXES.get(evenement.etat, "") + sur_une_ligne(evenement.titre))
    debut, fin = bornes(evenement)
    vevent.add("dtstart", debut)
    vevent.add("dtend", fin)
    vevent.add("status", _statut(evenement))
    vevent.add("url", settings.CUF_URL + evenement.get_absolute_url())
    lieu = sur_une_ligne(lieu_en_clair(evenement))
    if lieu:
        vevent.add("location", lieu)
    if not evenement.confidentiel:
        vevent.add("description", imprimable(description(evenement)))
    return vevent


def bornes(evenement):
    """Return the start and the end of an event, the end excluded.

    Without an hour, both are dates: the end is the day after the last one (RFC 5545, 3.6.1). Hours are those of Paris, in UTC
    before the rules that the file gives.
    """
    lendemain = evenement.fin + timedelta(days=1)
    if evenement.heure_debut is None:
        return evenement.debut, lendemain
    debut = datetime.combine(evenement.debut, evenement.heure_debut, PARIS)
    if evenement.heure_fin not in (None, MINUIT):
        fin = datetime.combine(evenement.fin, evenement.heure_fin, PARIS)
    elif evenement.heure_fin == MINUIT or evenement.fin > evenement.debut:
        fin = datetime.combine(lendemain, time.min, PARIS)
    else:
        fin = debut + DUREE_SANS_FIN
    return (debut, fin) if debut >= REGLES_DEPUIS else (debut.astimezone(UTC), fin.astimezone(UTC))


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
    if evenement.etat == Evenement.Etat.COMPLET:
        lignes.insert(0, "Complet : toutes les places sont prises.")
    if evenement.heure_debut and evenement.heure_fin is None and evenement.fin == evenement.debut:
        lignes.append("L’heure de fin n’est pas annoncée : la durée est donnée à titre indicatif.")
    if reserve:
        lignes.append(f"Réservé : {evenement.get_acces_display()}.")
    lignes.append(settings.CUF_URL + evenement.get_absolute_url())
    return "\n".join(ligne for ligne in lignes if ligne)


def phrase_d_etat(evenement, *, avec_motif=True):
    """Return the sentence on an event cancelled or postponed, the day first announced and why; empty otherwise."""
    if evenement.etat == Evenement.Etat.ANNULE:
        phrase = "Cet événement est annulé."
    elif evenement.date_a_fixer:
        phrase = (
            f"Cet événement, annoncé d’abord au {dates.date_longue(evenement.annonce_au)}, est reporté : la nouvelle date n’est "
            "pas encore fixée."
        )
    elif evenement.etat == Evenement.Etat.REPORTE:
        phrase = f"Cet événement est reporté : il était annoncé d’abord au {dates.date_longue(evenement.annonce_au)}."
    else:
        return ""
    return f"{phrase} {evenement.precision_etat}".strip() if avec_motif else phrase


def _statut(evenement):
    if evenement.etat == Evenement.Etat.REPORTE and not evenement.date_a_fixer:
        return "CONFIRMED"
    return ETATS.get(evenement.etat, "CONFIRMED")
