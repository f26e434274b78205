"""The hours at which the site changes without any write: a publication that was set for later, a withdrawal."""

from datetime import datetime

from django.db.models import QuerySet

from redaction.publication import Statut
from redaction.registre import sortes
from socle.memoire import a_cette_heure


@a_cette_heure
def prochaine_publication(apres: datetime) -> list[QuerySet]:
    """Return the first hours after `apres` at which the contents of the register come and go."""
    return [
        sorte.modele.objects.filter(statut=Statut.PUBLIE, **{f"{champ}__gt": apres})
        .order_by(champ)
        .values_list(champ, flat=True)[:1]
        for sorte in sortes()
        for champ in ("publie_le", "depublie_le")
    ]
