"""The sending of one message, as the queue runs it.

« en cours d’envoi » is committed before the exchange with the mail server: whatever is killed, and whenever, a message
leaves at most once by itself. One found so by its own job was leaving when the worker died: it is « incertain », and a person
decides.
"""

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from courriels import serveur
from courriels.models import Courriel
from socle.taches import AReprendre

logger = logging.getLogger(__name__)

DELAIS = (60, 5 * 60, 15 * 60, 3600, 4 * 3600, 12 * 3600, 24 * 3600)
"""Seconds before each new try; after the last one, some forty hours after the first, the message is given up."""

Etat = Courriel.Etat


def envoyer(cle, *, travail):
    """Send the message `cle`, if it waits for the job `travail` of the queue; raises AReprendre when it is to be tried again."""
    courriel = _prendre(cle, travail)
    if courriel is None:
        return
    try:
        serveur.remettre(
            destinataire=courriel.destinataire,
            sujet=courriel.sujet,
            texte=courriel.texte,
            html=courriel.html,
            identifiant=courriel.identifiant,
        )
    except serveur.Refus as erreur:
        _noter(courriel, Etat.REFUSE, erreur=str(erreur))
    except serveur.Doute as erreur:
        _noter(courriel, Etat.INCERTAIN, erreur=str(erreur))
    except serveur.Indisponible as erreur:
        _remettre_a_plus_tard(courriel, str(erreur))
    else:
        _noter(courriel, Etat.PARTI, envoye_le=timezone.now())


def _prendre(cle, travail):
    """Commit that the message is leaving and return it; None when there is nothing to send."""
    with transaction.atomic():
        courriel = Courriel.objects.select_for_update().filter(pk=cle, travail=travail).first()
        if courriel is None:
            return None
        if courriel.etat == Etat.EN_COURS:
            _noter(courriel, Etat.INCERTAIN, erreur="L’envoi a été coupé : le message est peut-être parti.")
            return None
        if courriel.etat != Etat.EN_ATTENTE:
            return None
        try:
            validate_email(courriel.destinataire)
        except ValidationError:
            _noter(courriel, Etat.REFUSE, erreur="L’adresse du destinataire n’en est pas une.")
            return None
        if not serveur.est_permise(courriel.destinataire):
            motif = "Hors production, seules les adresses de CUF_COURRIELS_PERMIS reçoivent des courriels."
            _noter(courriel, Etat.RETENU, erreur=motif)
            return None
        courriel.etat = Etat.EN_COURS
        courriel.tentatives += 1
        courriel.essaye_le, courriel.prochain_le = timezone.now(), None
        courriel.save(update_fields=["etat", "tentatives", "essaye_le", "prochain_le"])
    return courriel


def _remettre_a_plus_tard(courriel, raison):
    if courriel.tentatives > len(DELAIS):
        _noter(courriel, Etat.ABANDONNE, erreur=f"Abandonné après {courriel.tentatives} essais. {raison}")
        return
    delai = DELAIS[courriel.tentatives - 1]
    _noter(courriel, Etat.EN_ATTENTE, erreur=raison, prochain_le=timezone.now() + timedelta(seconds=delai))
    raise AReprendre(delai)


def _noter(courriel, etat, *, erreur="", **champs):
    """Write what became of this try, unless the message has been sent again since."""
    if erreur:
        logger.warning("Courriel %s %s : %s", courriel.pk, etat.label, erreur)
    meme_essai = Courriel.objects.filter(pk=courriel.pk, essaye_le=courriel.essaye_le)
    meme_essai.update(etat=etat, erreur=erreur[:250], **champs)
