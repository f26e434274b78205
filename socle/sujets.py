"""Contents that share a subject: the related items at the foot of a page."""

from django.db import models
from django.db.models import Q


class AvecSujetsQuerySet(models.QuerySet):
    """Rows with `pays` and `themes`."""

    def du_meme_sujet(self, objet):
        """Keep the others on a country or a theme of `objet`, a row of the same model."""
        # A subquery rather than DISTINCT: the database need not compare whole texts to drop doubles.
        proches = self.model._base_manager.filter(Q(pays__in=objet.pays.all()) | Q(themes__in=objet.themes.all()))
        return self.filter(pk__in=proches.order_by().values("pk")).exclude(pk=objet.pk)
