"""The latest rows first: how far back contents are looked through, so that a common word costs no more than a rare one.

A kind is looked through by windows of its latest rows, bounded by a date that an index has. The first window tells how common the
words are, and so how far the next one must go; past `LARGE_MAX` rows, there is no bound any more.
"""

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual

from recherche import prepare
from redaction.publication import Statut
from redaction.registre import sortes
from socle.listes import COMPTE_MAX

PREMIERE = 3000
"""Rows of the first window."""
LARGE_MAX = 40_000
"""Rows of the largest window: words that need more of them are so rare that all their rows are read."""
MARGE = 1.3
"""How much larger than the words ask for the next window is: they may be less common in older rows."""


class Inconnue(Func):
    """A value that the planner does not know: it takes a third of the rows to be that recent, and reads the words in their index.

    Told how few they are, it would read the text of each.
    """

    template = "(SELECT %(expressions)s)"


def parcourir(connues, lire):
    """Return the rows found of the kinds, reading more of each as long as fewer than `COMPTE_MAX + 1` are found.

    Args:
        connues: `{kind: Sorte}`.
        lire: returns the rows of `{kind: date of its oldest row to look through, as a text, or None}`; they begin by their kind.
    """
    trouvees = {}
    larges = dict.fromkeys(connues, PREMIERE)
    while larges:
        bornes = _bornes(larges)
        lues = {genre: [] for genre in larges}
        for ligne in lire(bornes):
            lues[ligne[0]].append(ligne)
        trouvees |= lues
        larges = {
            genre: _plus_large(larges[genre], len(lignes))
            for genre, lignes in lues.items()
            if bornes[genre] is not None and len(lignes) <= COMPTE_MAX
        }
    return [ligne for lignes in trouvees.values() for ligne in lignes]


def depuis(sorte, borne):
    """Return the condition that a row of a kind is of the day of `borne`, an expression of its text, or later."""
    champ = sorte.modele._meta.get_field(sorte.jour)
    return Q(GreaterThanOrEqual(F(sorte.jour), Inconnue(Cast(borne, champ.__class__()))))


def _plus_large(large, trouves):
    """Return how many rows to look through, when `large` of them held `trouves`; None for all. One of a few numbers."""
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
