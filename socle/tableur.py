"""Rows handed to spreadsheets, as French ones open them."""

import csv
from collections.abc import Iterable, Iterator

FORMULES = ("=", "+", "-", "@", "\t", "\r")
"""By what a cell begins that a spreadsheet would compute (OWASP, « CSV injection »)."""

BOM = "\ufeff"
"""By it Excel knows that the file is in UTF-8."""


class _Passage:
    """A file that hands over what is written, so that a row is sent as soon as it is made."""

    def write(self, texte):
        return texte


def en_csv(lignes: Iterable[Iterable]) -> Iterator[str]:
    """Write rows one by one as CSV: semicolons, which French spreadsheets expect, and texts that compute nothing."""
    ecrivain = csv.writer(_Passage(), delimiter=";")
    yield BOM
    for ligne in lignes:
        yield ecrivain.writerow([cellule(valeur) for valeur in ligne])


def cellule(valeur):
    """Return a value as a cell: what a spreadsheet would compute is made a text, what is not known is empty."""
    if valeur is None:
        return ""
    if isinstance(valeur, str) and valeur.lstrip(" \n\u00a0").startswith(FORMULES):
        return f"'{valeur}"
    return valeur
