from datetime import datetime, time, timedelta

from django.utils import timezone

from agenda.models import Evenement
from agenda.models.evenement import MINUIT
from socle import donnees_liees
from socle.donnees_liees import absolue, noeud
from socle.typographie import typo

MODES = {
    Evenement.Mode.PRESENTIEL: "OfflineEventAttendanceMode",
    Evenement.Mode.VISIO: "OnlineEventAttendanceMode",
    Evenement.Mode.HYBRIDE: "MixedEventAttendanceMode",
}


def d_evenement(evenement):
    """Return what an event says of itself to machines; None when nobody knows yet where to go: search engines ask for it."""
    lieux = _lieux(evenement)
    if not lieux:
        return None
    reporte = evenement.etat == Evenement.Etat.REPORTE and not evenement.date_a_fixer
    return noeud(
        "Event",
        name=typo(evenement.titre),
        description=typo(evenement.chapo),
        startDate=_instant(evenement.debut, evenement.heure_debut),
        endDate=_fin(evenement),
        previousStartDate=evenement.annonce_au if reporte else None,
        eventStatus=f"https://schema.org/{_etat(evenement)}",
        eventAttendanceMode=f"https://schema.org/{MODES[evenement.mode]}",
        location=lieux[0] if len(lieux) == 1 else lieux,
        image=donnees_liees.image(evenement.image),
        inLanguage="fr",
        organizer=donnees_liees.l_association() if evenement.genre != Evenement.Genre.PARTENAIRE else None,
        url=absolue(evenement.get_absolute_url()),
    )


def _etat(evenement):
    if evenement.etat == Evenement.Etat.ANNULE:
        return "EventCancelled"
    if evenement.etat == Evenement.Etat.REPORTE:
        return "EventPostponed" if evenement.date_a_fixer else "EventRescheduled"
    return "EventScheduled"


def _lieux(evenement):
    lieux = []
    if evenement.mode in {Evenement.Mode.PRESENTIEL, Evenement.Mode.HYBRIDE}:
        if not (evenement.lieu or evenement.ville):
            return []
        adresse = noeud("PostalAddress", streetAddress=evenement.lieu, addressLocality=evenement.ville)
        lieux.append(noeud("Place", name=evenement.lieu or evenement.ville, address=adresse))
    if evenement.mode in {Evenement.Mode.VISIO, Evenement.Mode.HYBRIDE}:
        # The link of the meeting is for those who registered: its page says how.
        lieux.append(noeud("VirtualLocation", url=absolue(evenement.get_absolute_url())))
    return lieux


def _instant(jour, heure):
    """Return a day, or an hour of Paris."""
    return jour if heure is None else timezone.make_aware(datetime.combine(jour, heure))


def _fin(evenement):
    if evenement.heure_fin == MINUIT:
        return _instant(evenement.fin + timedelta(days=1), time.min)
    if evenement.heure_fin is None and evenement.heure_debut and evenement.fin == evenement.debut:
        return None
    return _instant(evenement.fin, evenement.heure_fin)
