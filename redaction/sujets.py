"""Contents that share a subject: the related items at the foot of a page."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q

PROXIMITE = ("-meme_pays", "-meme_groupe")
SUJETS = ("pays", "groupes", "themes")


def par_paires(lignes):
    """Leave the last of an odd number of rows, so that two columns have no hole; a row alone stays."""
    return lignes[:-1] if len(lignes) > 1 and len(lignes) % 2 else lignes


def dire_en_commun(objet, voisins, groupes=()):
    """Give each row of `voisins` the names of what it shares with `objet`, `en_commun`: its countries, its groups, its themes.

    Args:
        objet: a row whose `pays` and `themes` were fetched.
        voisins: rows that `du_meme_sujet` gave.
        groupes: those of `objet` that the reader may hear of.
    """
    relations = zip(SUJETS, (objet.pays.all(), groupes, objet.themes.all()), strict=True)
    sujets = [(nom, un.pk, str(un)) for nom, lies in relations for un in lies]
    for voisin in voisins:
        voisin.en_commun = [dit for nom, cle, dit in sujets if cle in getattr(voisin, f"cles_{nom}", ())]


class AvecSujetsQuerySet(models.QuerySet):
    """Rows with `pays`, and for most with `groupes`."""

    def avec_cles_de_sujets(self):
        """Bring with each row the keys of its subjects, lists `cles_pays`…: `du_meme_sujet` then asks no more of it."""
        return self.annotate(
            **{
                f"cles_{nom}": ArraySubquery(
                    relation.remote_field.through.objects.filter(**{relation.m2m_field_name(): OuterRef("pk")}).values(
                        relation.m2m_reverse_field_name()
                    )
                )
                for nom, relation in self._relations().items()
            }
        )

    def du_meme_sujet(self, objet, nombre, *, moments=None):
        """Keep at least the `nombre` others on a country, a group or a theme of `objet`, the closest first; slice them.

        A theme ties together rows that have little else in common: alone, it comes after the others.

        Args:
            objet: a row of the same model.
            nombre: how many rows will be read.
            moments: the (condition, ordering) pairs by which rows equally close are chosen, other than the order of the model.
        """
        meme_pays, meme_groupe, meme_theme = (self._meme(nom, objet) for nom in SUJETS)
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
            .avec_cles_de_sujets()
            .order_by(*PROXIMITE, *self.model._meta.ordering)
        )

    def _meme(self, nom, objet):
        """Return the condition that a row names, by the relation `nom`, one that `objet` names; false without that relation."""
        relation = self._relations().get(nom)
        cles = getattr(objet, f"cles_{nom}", None) if relation else []
        if cles is None:
            cles = [*getattr(objet, nom).order_by().values_list("pk", flat=True)]
        if not cles:
            return Q(pk__in=[])
        # Keys rather than a subquery: the planner knows whether few rows or many name them.
        liens = relation.remote_field.through.objects.filter(**{f"{relation.m2m_reverse_field_name()}__in": cles})
        return Q(pk__in=liens.values(relation.m2m_field_name()))

    def _relations(self):
        return {champ.name: champ for champ in self.model._meta.many_to_many if champ.name in SUJETS}
