from actualites.models import Actualite
from socle.acces import VISITEUR
from socle.plans import PlanDeContenus


class PlanActualites(PlanDeContenus):
    """The news everyone may read in full."""

    def lignes(self):
        return Actualite.objects.publies().visibles_par(VISITEUR).only("slug")
