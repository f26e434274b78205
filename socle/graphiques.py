"""Charts drawn on the server: bars whose lengths are computed once; the table beside them says the same."""

from dataclasses import dataclass

LONGUEUR = 100
"""Length of the longest bar, in units of the drawing."""


@dataclass(frozen=True)
class Barre:
    """A bar: its words, its number, the address of what it counts, its length (1 to `LONGUEUR`)."""

    libelle: str
    nombre: int
    adresse: str
    longueur: int


def barres(lignes, libelle, adresse):
    """Return the bars of rows that carry a `nombre`, in their order; `libelle` and `adresse` are functions of a row."""
    lignes = list(lignes)
    plus_grand = max((ligne.nombre for ligne in lignes), default=0)
    return [
        Barre(libelle(ligne), ligne.nombre, adresse(ligne), max(1, round(LONGUEUR * ligne.nombre / plus_grand)))
        for ligne in lignes
    ]
