"""Writes with an effect of the pages that gather several apps."""

from django.conf import settings
from django.db import transaction

from courriels.actions import ecrire_courriel
from courriels.models import Courriel


@transaction.atomic
def signaler_defaut(*, page: str, description: str, courriel: str) -> Courriel:
    """Send what somebody could not read or use to the contact address of the site, by the queue.

    Args:
        page: the address of the page, or nothing.
        description: what happened, in their words.
        courriel: where to answer them, or nothing.
    """
    return ecrire_courriel(
        destinataire=settings.CUF_CONTACT,
        sujet="Accessibilité : un défaut signalé",
        gabarit="emails/pages/defaut.html",
        contexte={"page": page, "description": description, "courriel": courriel},
    )
