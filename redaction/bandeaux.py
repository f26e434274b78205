"""The head of the page of a subject: its figures, its next meeting, whom to write to, how to follow it."""

from dataclasses import dataclass

from redaction.models import Contact, Contenu
from socle.reperes import Repere


@dataclass(frozen=True, kw_only=True)
class Bandeau:
    """What stands at the head of a subject's page.

    Attributes:
        reperes: its figures.
        rencontres: how many meetings are to come, with their list.
        prochaine: the next meeting, None when none is announced.
        contacts: whom to write to; empty for the desk of the house.
        flux, titre_du_flux: the address of its RSS feed, and the words of its head.
    """

    reperes: list[Repere]
    rencontres: Repere
    prochaine: Contenu | None
    contacts: list[Contact]
    flux: str
    titre_du_flux: str
