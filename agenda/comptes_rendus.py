"""What follows a meeting: its minutes are asked of the referent of its group, who is reminded once."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from agenda.models import Evenement
from comptes.models import Utilisateur
from courriels.actions import ecrire_courriel
from redaction import actions
from redaction.models import Contact, Tache
from socle.dates import date_simple

DELAI = timedelta(days=15)
"""From the last day of a meeting to the one on which its minutes are due, and asked for again."""
DEMANDES_PENDANT = timedelta(days=30)
"""After a meeting, how long its minutes may still be asked for: at the first start, old meetings raise no task."""

CE_QUI_CLOT = ("titre", "slug", "compte_rendu", "bilan", "confidentiel", "etat")
"""What is read of an event to know whether its minutes are still due."""


def demander(evenement: Evenement) -> Tache:
    """Ask the referents of the groups of a meeting for its minutes: a task of the first with an account, a mail to each."""
    referents = [*Contact.objects.filter(pk__in=evenement.groupes.values("referents")).order_by("pk")]
    with transaction.atomic():
        tache = actions.ouvrir_tache(
            objet=evenement,
            nature=Tache.Nature.COMPTE_RENDU,
            titre=f"Joindre le compte rendu : {evenement}"[:200],
            echeance=evenement.fin + DELAI,
            pour=_compte_de(referents),
            referents=referents,
        )
        _ecrire(tache, evenement, referents, rappel=False)
    return tache


def relancer(tache: Tache) -> None:
    """Remind, once, who was asked for minutes that have not come."""
    with transaction.atomic():
        actions.dire_relancee(tache=tache)
        _ecrire(tache, tache.objet, tache.referents.all(), rappel=True)


def clore_si_fait(evenement: Evenement, par: Utilisateur | None) -> None:
    """Close the task of an event that has its minutes or its report, or owes none any more."""
    if evenement.compte_rendu_id or evenement.bilan or evenement.confidentiel or evenement.etat == Evenement.Etat.ANNULE:
        for tache in _taches().filter(id_objet=evenement.pk):
            actions.faire_tache(tache=tache, par=par)


def suivre(aujourd_hui: date) -> None:
    """Ask, remind and close: what the queue does every morning."""
    deja = Tache.objects.filter(nature=Tache.Nature.COMPTE_RENDU, type_objet__app_label="agenda").values("id_objet")
    tenus = Evenement.objects.publies().sans_suite().filter(fin__gte=aujourd_hui - DEMANDES_PENDANT, groupes__isnull=False)
    for evenement in tenus.exclude(pk__in=deja).distinct():
        demander(evenement)
    ouvertes = [*_taches().values_list("id_objet", flat=True)]
    for evenement in Evenement.objects.filter(pk__in=ouvertes).only(
        "titre", "slug", "compte_rendu", "bilan", "confidentiel", "etat"
    ):
        clore_si_fait(evenement, None)
    for tache in _taches().filter(echeance__lte=aujourd_hui, relancee_le=None).prefetch_related("objet"):
        if tache.objet is not None:
            relancer(tache)


def _taches():
    return Tache.objects.a_faire().filter(nature=Tache.Nature.COMPTE_RENDU, type_objet__app_label="agenda")


def _compte_de(referents):
    """Return the account of the first referent who has one in the team; None when none has."""
    for referent in referents:
        compte = Utilisateur.objects.de_courriel(referent.courriel).filter(is_staff=True, is_active=True).first()
        if compte is not None:
            return compte
    return None


def _ecrire(tache, evenement, referents, *, rappel):
    debut = "Rappel : compte rendu attendu" if rappel else "Compte rendu attendu"
    for referent in referents:
        ecrire_courriel(
            destinataire=referent.courriel,
            sujet=f"{debut} : {evenement}",
            gabarit="emails/agenda/compte_rendu.html",
            contexte={
                "a": referent,
                "evenement": evenement,
                "echeance": date_simple(tache.echeance),
                "rappel": rappel,
                "adresse": settings.CUF_URL + reverse("admin:agenda_evenement_change", args=[evenement.pk]),
            },
        )
