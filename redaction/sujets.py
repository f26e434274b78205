"""Contents that share a subject: the related items at the foot of a page."""

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q

PROXIMITE = ("-meme_pays", "-meme_groupe")


def par_paires(lignes):
    """Leave the last of an odd number of rows, so that two columns have no hole; a row alone stays."""
    return lignes[:-1] if len(lignes) > 1 and len(lignes) % 2 else lignes


class AvecSujetsQuerySet(models.QuerySet):
    """Rows with `pays` and `themes`, and for most with `groupes`."""

    def du_meme_sujet(self, objet):
        """Keep the others on a country, a group or a theme of `objet`, a row of the same model; the closest first.

        A theme, and a dynamique among the groups, are broad: they tie together rows that have little else in common.
        """
        # Subqueries rather than joins and DISTINCT: the database need not compare whole texts to drop doubles.
        tous = self.model._base_manager.order_by()
        meme_pays = Q(pk__in=tous.filter(pays__in=objet.pays.all()).values("pk"))
        meme_groupe = Q(pk__in=[])
        if hasattr(objet, "groupes"):
            meme_groupe = Q(pk__in=tous.filter(groupes__in=objet.groupes.all()).values("pk"))
        meme_theme = Q(pk__in=tous.filter(themes__in=objet.themes.all()).values("pk"))
        return (
            self.filter(meme_pays | meme_groupe | meme_theme)
            .exclude(pk=objet.pk)
            .annotate(
                meme_pays=ExpressionWrapper(meme_pays, BooleanField()), meme_groupe=ExpressionWrapper(meme_groupe, BooleanField())
            )
            .order_by(*PROXIMITE, *self.model._meta.ordering)
        )
