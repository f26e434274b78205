"""The section of the sitemap that holds a kind of content."""

from django.db.models.functions import Greatest

from socle.acces import VISITEUR
from socle.plans import PlanDeLignes


class PlanDeContenus(PlanDeLignes):
    """What everyone may read in full of a kind; a row that waited for its day changed on that day, not when it was written."""

    changement = Greatest("modifie_le", "publie_le")

    def __init__(self, sorte):
        self.sorte = sorte

    def lignes(self):
        return self.sorte.modele.objects.publies().visibles_par(VISITEUR).pour_adresse()
