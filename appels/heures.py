"""The hours at which an appeal or an offer closes by itself."""

from datetime import datetime

from django.db.models import QuerySet

from appels.models import Appel
from redaction.publication import Statut
from socle.memoire import a_cette_heure


@a_cette_heure
def prochaine_cloture(apres: datetime) -> list[QuerySet]:
    """Return the first instant after `apres` at which something published closes."""
    lignes = Appel.objects.filter(statut=Statut.PUBLIE, ferme_le__gt=apres)
    return [lignes.order_by("ferme_le").values_list("ferme_le", flat=True)[:1]]
