"""Queries whose SQL is written once for each of their shapes: by the ORM, it takes 40 ms of a search, more than PostgreSQL does.

What varies from a search to another is a `Marque` in the query, filled when it is run. The rules stay where they are written, in
the querysets: a shape is forgotten at midnight, and the hour that it holds is that of the run.
"""

from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import TextField, Value
from django.utils import timezone

FORMES_MAX = 256
# No table read whole, a comparison a hundred times dearer, one processor for a page; until the end of the transaction.
PAR_LES_INDEX = """
SET LOCAL enable_seqscan = off;
SET LOCAL cpu_operator_cost = 0.25;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL jit = off
"""


class Marque(str):
    """The name of a value that is known when the query runs."""


class Tableau(ArrayField):
    """An array that may be a mark."""

    def get_db_prep_value(self, value, connection, prepared=False):
        return value if isinstance(value, Marque) else super().get_db_prep_value(value, connection, prepared)


def texte(nom):
    """Return the expression of a text given when the query runs."""
    return Value(Marque(nom), TextField())


def tableau(nom, champ):
    """Return the expression of an array of values of `champ` given when the query runs."""
    return Value(Marque(nom), Tableau(champ))


@lru_cache(maxsize=FORMES_MAX)
def _ecrite(ecrire, forme, jour):
    lots = [*ecrire(*forme)]
    return (lots[0].union(*lots[1:], all=True) if len(lots) > 1 else lots[0]).query.sql_with_params() if lots else None


def lire(ecrire, *forme, **valeurs):
    """Return the rows of the union of the querysets that `ecrire(*forme)` gives, in one query; none where it gives none.

    Args:
        ecrire: a function of the module, whose querysets give the same columns.
        forme: what the SQL depends on, hashable.
        valeurs: those of the marks, by name.
    """
    ecrite = _ecrite(ecrire, forme, timezone.localdate())
    if ecrite is None:
        return []
    sql, parametres = ecrite
    maintenant = timezone.now()
    remplis = [valeurs[un] if isinstance(un, Marque) else maintenant if isinstance(un, datetime) else un for un in parametres]
    with connection.cursor() as curseur:
        curseur.execute(sql, remplis)
        return curseur.fetchall()


@contextmanager
def par_les_index():
    """Look for words, in the queries of a `with`, by their index wherever it serves.

    The planner thinks that to look for a word in a vector costs no more than to compare two numbers: it would read the whole
    table, texts included, rather than a tenth of it by the index.
    """
    with transaction.atomic():
        with connection.cursor() as curseur:
            curseur.execute(PAR_LES_INDEX)
        yield
