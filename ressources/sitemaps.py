from ressources.models import Media, Publication
from socle.acces import VISITEUR
from socle.plans import PlanDeContenus


class PlanPublications(PlanDeContenus):
    """The publications everyone may read in full."""

    def lignes(self):
        return Publication.objects.publies().visibles_par(VISITEUR).only("slug")


class PlanMedias(PlanDeContenus):
    """The media everyone may read in full."""

    def lignes(self):
        return Media.objects.publies().visibles_par(VISITEUR).only("slug")
