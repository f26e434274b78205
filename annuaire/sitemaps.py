from django.db.models import F

from annuaire.models import Collectivite
from socle.plans import PlanDeLignes


class PlanCollectivites(PlanDeLignes):
    """The profiles of the public directory."""

    changement = F("modifie_le")

    def lignes(self):
        return Collectivite.objects.visibles().only("slug")
