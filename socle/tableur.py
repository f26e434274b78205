"""Rows handed to spreadsheets, as French ones open them: CSV, or Excel's own format."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

FORMULES = ("=", "+", "-", "@", "\t", "\r")
"""By what a cell begins that a spreadsheet would compute (OWASP, « CSV injection »)."""

BOM = "\ufeff"
"""By it Excel knows that the file is in UTF-8."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of what `en_xlsx` makes."""

TEXTE_MAX = 32_767
"""Letters of a cell, beyond which Excel finds the file damaged."""


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


def en_xlsx(colonnes: Mapping[str, int], lignes: Iterable[Iterable], *, feuille: str, mention: str = "") -> bytes:
    """Return an Excel workbook of one sheet: its header bold and in view, dates and numbers as such, texts that compute nothing.

    Args:
        colonnes: the names of the columns, each with its width in letters.
        lignes: the rows, written one by one: none stays in memory.
        feuille: the name of the sheet, 31 letters at most.
        mention: what the last line says, below the rows; nothing for a table that is to be read back.
    """
    classeur = Workbook(write_only=True)
    classeur.properties.creator = "Cités Unies France"
    page = classeur.create_sheet(feuille)
    page.freeze_panes = "A2"
    for rang, largeur in enumerate(colonnes.values(), start=1):
        page.column_dimensions[get_column_letter(rang)].width = largeur
    tete = [_cellule_xlsx(page, nom) for nom in colonnes]
    for une in tete:
        une.font = Font(bold=True)
    page.append(tete)
    for ligne in lignes:
        page.append([_cellule_xlsx(page, valeur) for valeur in ligne])
    if mention:
        page.append([])
        page.append([_cellule_xlsx(page, mention)])
    fichier = BytesIO()
    classeur.save(fichier)
    return fichier.getvalue()


def _cellule_xlsx(page, valeur):
    dite = cellule(valeur)
    if isinstance(dite, str):
        dite = ILLEGAL_CHARACTERS_RE.sub(" ", dite)[:TEXTE_MAX]
    une = WriteOnlyCell(page, None if dite == "" else dite)
    if isinstance(dite, date):
        une.number_format = "dd/mm/yyyy"
    return une


def cellule(valeur):
    """Return a value as a cell: what a spreadsheet would compute is made a text, what is not known is empty."""
    if valeur is None:
        return ""
    if isinstance(valeur, str) and valeur.lstrip(" \n\u00a0").startswith(FORMULES):
        return f"'{valeur}"
    return valeur
