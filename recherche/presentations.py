"""Collectivités found by the words of their presentation, as the directory publishes it: what is only proposed is not read."""

from annuaire.models import PRESENTATION, Collectivite
from recherche import prepare
from recherche.textes import Tient, Tsquery

GENRE = "collectivites"
VALEUR = 0.5
"""How much such a row counts: as a text that says the words, not as a name that they name."""


def tenant():
    """Return the collectivités of the directory whose presentation, name and town hold the search of the mark `voulue`."""
    return Collectivite.objects.visibles().order_by().filter(Tient(PRESENTATION, Tsquery(prepare.texte("voulue"))))
