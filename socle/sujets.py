"""Contents that share a subject: the related items at the foot of a page."""

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q


class AvecSujetsQuerySet(models.QuerySet):
    """Rows with `pays` and `themes`."""

    def du_meme_sujet(self, objet):
        """Keep the others on a country or a theme of `objet`, a row of the same model; those on a same country first."""
        # Subqueries rather than joins and DISTINCT: the database need not compare whole texts to drop doubles.
        tous = self.model._base_manager.order_by()
        meme_pays = Q(pk__in=tous.filter(pays__in=objet.pays.all()).values("pk"))
        meme_theme = Q(pk__in=tous.filter(themes__in=objet.themes.all()).values("pk"))
        return (
            self.filter(meme_pays | meme_theme)
            .exclude(pk=objet.pk)
            .annotate(meme_pays=ExpressionWrapper(meme_pays, BooleanField()))
            .order_by("-meme_pays", *self.model._meta.ordering)
        )
