"""What is written around an event."""

from django.db import transaction

from agenda.models import Evenement
from comptes.models import Utilisateur
from mediatheque.models import Document
from socle.journal import journaliser


@transaction.atomic
def classer_compte_rendu(*, evenement: Evenement, par: Utilisateur) -> None:
    """Give the minutes of an event their nature, whatever they were sent as: the rules of minutes look at it.

    Args:
        evenement: an event; nothing is done without minutes.
        par: the user who chose them.
    """
    piece = evenement.compte_rendu
    if piece is None or piece.nature == Document.Nature.COMPTE_RENDU:
        return
    piece.nature = Document.Nature.COMPTE_RENDU
    piece.save(update_fields=["nature"])
    journaliser(par=par, action="modifier", objet=piece, detail={"nature": piece.nature})
