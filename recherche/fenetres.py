"""The latest rows first: how far back contents are looked through, so that a common word costs no more than a rare one.

A kind is looked through by windows of its latest rows, bounded by a date that an index has. The first window tells how common the
words are, and so how far the next one must go; past `LARGE_MAX` rows, there is no bound any more.
"""

from itertools import chain

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual

from recherche import prepare
from redaction.publication import Statut
from redaction.registre import sortes
from socle.listes import COMPTE_MAX

PREMIERE = 600
"""Rows of each kind in the first window."""
LARGE_MAX = 40_000
"""Rows of the largest window: words that need more of them are so rare that all their rows are read."""
MARGE = 1.3
"""How much larger than the words ask for the next window is: they may be less common in older rows."""


def parcourir(genres, lire):
    """Return the rows found, reading older ones as long as no more than `COMPTE_MAX` are, and the kinds not read to the end.

    Args:
        genres: the kinds to look through.
        lire: returns the rows of `{kind: date of its oldest row to look through, as a text, or None}`: kind, key,
            and others; one may come twice.
    """
    trouvees, larges, large = {}, dict.fromkeys(genres, PREMIERE), PREMIERE
    while larges:
        bornes = _bornes(larges)
        trouvees |= {genre: {} for genre in larges}
        for ligne in lire(bornes):
            trouvees[ligne[0]][ligne[1]] = ligne
        reste = [genre for genre, borne in bornes.items() if borne is not None]
        nombre = sum(map(len, trouvees.values()))
        if nombre > COMPTE_MAX:
            pleins = {genre for genre, lignes in trouvees.items() if len(lignes) > COMPTE_MAX}
            return _lignes(trouvees), pleins.union(reste)
        large = _plus_large(large, nombre) if reste else None
        larges = dict.fromkeys(reste, large)
    return _lignes(trouvees), set()


def _lignes(trouvees):
    return [*chain.from_iterable(lignes.values() for lignes in trouvees.values())]


def depuis(sorte, borne):
    """Return the condition that a row of a kind is of the day of `borne`, an expression of its text, or later."""
    champ = sorte.modele._meta.get_field(sorte.jour)
    return Q(GreaterThanOrEqual(F(sorte.jour), Cast(borne, champ.__class__())))


def _plus_large(large, trouves):
    """Return how many rows of each kind to look through, when `large` of each held `trouves` in all; None for all.

    One of a few numbers: each is a query to write.
    """
    voulue = large * MARGE * (COMPTE_MAX + 1) / trouves if trouves else LARGE_MAX
    while large < voulue:
        large *= 2
    return large if large < LARGE_MAX else None


def _bornes(larges):
    """Return for each kind the date where its latest rows begin, as a text; None where all of them are to be read."""
    bornees = {genre: large for genre, large in larges.items() if large is not None}
    lues = prepare.lire(_rangs, tuple(bornees.items())) if bornees else []
    return dict.fromkeys(larges) | dict(lues)


def _rangs(larges):
    connues = {sorte.cle: sorte for sorte in sortes()}
    for genre, large in larges:
        sorte = connues[genre]
        lignes = sorte.modele._base_manager.filter(statut=Statut.PUBLIE, **{f"{sorte.jour}__isnull": False})
        lignes = lignes.order_by(f"-{sorte.jour}").values_list(Value(genre, TextField()), Cast(sorte.jour, TextField()))
        yield lignes[large : large + 1]
