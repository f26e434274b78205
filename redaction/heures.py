"""The hours at which the site changes without any write: a publication that was set for later, a withdrawal."""

from datetime import datetime

from redaction.publication import Statut
from redaction.registre import sortes
from socle.memoire import a_cette_heure


@a_cette_heure
def prochaine_publication(apres: datetime) -> datetime | None:
    """Return the first hour after `apres` at which a content of the register comes or goes; None when there is none."""
    requetes = [
        sorte.modele.objects.filter(statut=Statut.PUBLIE, **{f"{champ}__gt": apres})
        .order_by(champ)
        .values_list(champ, flat=True)[:1]
        for sorte in sortes()
        for champ in ("publie_le", "depublie_le")
    ]
    return min(requetes[0].union(*requetes[1:], all=True), default=None)
