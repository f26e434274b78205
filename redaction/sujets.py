"""Contents that share a subject: the related items at the foot of a page."""

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q

PROXIMITE = ("-meme_pays", "-meme_groupe")


def par_paires(lignes):
    """Leave the last of an odd number of rows, so that two columns have no hole; a row alone stays."""
    return lignes[:-1] if len(lignes) > 1 and len(lignes) % 2 else lignes


class AvecSujetsQuerySet(models.QuerySet):
    """Rows with `pays` and `themes`, and for most with `groupes`."""

    def du_meme_sujet(self, objet, nombre, *, moments=None):
        """Keep at least the `nombre` others on a country, a group or a theme of `objet`, the closest first; slice them.

        A theme, and a dynamique among the groups, are broad: they tie together rows that have little else in common.

        Args:
            objet: a row of the same model.
            nombre: how many rows will be read.
            moments: the (condition, ordering) pairs by which rows equally close are chosen, other than the order of the model.
        """
        meme_pays, meme_groupe, meme_theme = (self._meme(nom, objet) for nom in ("pays", "groupes", "themes"))
        autres = self.exclude(pk=objet.pk).order_by().values("pk")
        # Some of each sort, by the index of the order, rather than all of them: the rows wanted are among these.
        proches = [
            autres.filter(condition, lien).order_by(*ordre)[:nombre]
            for lien in (meme_pays & meme_groupe, meme_pays, meme_groupe, meme_theme)
            for condition, ordre in moments or [(Q(), self.model._meta.ordering)]
        ]
        return (
            self.filter(pk__in=proches[0].union(*proches[1:]))
            .annotate(
                meme_pays=ExpressionWrapper(meme_pays, BooleanField()), meme_groupe=ExpressionWrapper(meme_groupe, BooleanField())
            )
            .order_by(*PROXIMITE, *self.model._meta.ordering)
        )

    def _meme(self, nom, objet):
        """Return the condition that a row names, by the relation `nom`, one that `objet` names; false without that relation."""
        relation = next((champ for champ in self.model._meta.many_to_many if champ.name == nom), None)
        if relation is None:
            return Q(pk__in=[])
        liens, ici, la = relation.remote_field.through.objects, relation.m2m_field_name(), relation.m2m_reverse_field_name()
        siens = liens.filter(**{ici: objet.pk}).values(la)
        return Q(pk__in=liens.filter(**{f"{la}__in": siens}).values(ici))
