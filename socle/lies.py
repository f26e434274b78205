"""What a table of many rows holds, found without reading it whole."""

from django.db import connection
from django.db.models import BooleanField, Subquery, Value


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
