"""Rows tied to others, asked for in the query of their owner; what a table of many rows holds of a few values."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject


def objets_lies(relation, **champs):
    """Return the subquery of the rows at the end of a many-to-many relation, as a list of dictionaries.

    For a list that a page only shows: it costs no query of its own, where a prefetch costs one.

    Args:
        relation: the relation as its model declares it, for instance `Evenement.contacts`.
        champs: keys of the dictionaries, and the fields they come from. The rows come in the order of their model.
    """
    champ = relation.field
    # Two levels up: the links stand in the subquery of the rows, itself in the query of their owner.
    liens = relation.through.objects.filter(**{champ.m2m_field_name(): OuterRef(OuterRef("pk"))})
    lignes = champ.related_model.objects.filter(pk__in=liens.values(champ.m2m_reverse_field_name()))
    return ArraySubquery(lignes.values_list(JSONObject(**champs)))


def tient_une(lignes):
    """Return the condition that one of `lignes`, correlated rows of a table that grows, exists: the first found is enough.

    A scalar, where EXISTS would let the planner read the whole table once for all the outer rows.
    """
    return Subquery(lignes.order_by().values(vrai=Value(True))[:1], output_field=BooleanField())


def valeurs_distinctes(modele, champ):
    """Return the values of an indexed column that are few among many rows: each is found from the one before it."""
    nom = connection.ops.quote_name
    table, colonne = nom(modele._meta.db_table), nom(modele._meta.get_field(champ).column)
    with connection.cursor() as curseur:
        curseur.execute(
            f"WITH RECURSIVE valeurs AS ((SELECT min({colonne}) AS une FROM {table}) UNION ALL "  # noqa: S608 - names, quoted
            f"SELECT (SELECT min({colonne}) FROM {table} WHERE {colonne} > une) FROM valeurs WHERE une IS NOT NULL) "
            "SELECT une FROM valeurs WHERE une IS NOT NULL"
        )
        return [une for (une,) in curseur.fetchall()]
