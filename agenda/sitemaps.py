from agenda.models import Evenement
from socle.acces import VISITEUR
from socle.plans import PlanDeContenus


class PlanEvenements(PlanDeContenus):
    """The events everyone may read in full."""

    def lignes(self):
        return Evenement.objects.publies().visibles_par(VISITEUR).only("slug")
