from django.db.models import F

from annuaire.models import AutoriteLocale, Collectivite, Projet
from socle.plans import PlanDeLignes


class PlanCollectivites(PlanDeLignes):
    """The profiles of the public directory."""

    changement = F("modifie_le")

    def lignes(self):
        return Collectivite.objects.visibles().only("slug")


class PlanAutorites(PlanDeLignes):
    """The authorities abroad that have a page."""

    def lignes(self):
        return AutoriteLocale.objects.publiques().only("slug")


class PlanProjets(PlanDeLignes):
    """The projects of the public directory."""

    def lignes(self):
        return Projet.objects.publics().only("slug")
