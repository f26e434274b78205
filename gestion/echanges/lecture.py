"""A file of a spreadsheet read as rows of texts, whoever made it: what cannot be read is said in plain French."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from gestion.echanges.colonnes import en_texte
from socle.tableur import TEXTE_MAX

OCTETS_MAX = 5 * 1024 * 1024
"""Bytes of a file."""
DEPLIE_MAX = 40 * 1024 * 1024
"""Bytes of a workbook once unzipped: some hundred times what a thousand rows of texts weigh."""
LIGNES_MAX = 5000
"""Rows of an import: half a minute of writing."""
COLONNES_MAX = 60

TYPE_INCONNU = "Ce fichier n’est ni un classeur Excel (.xlsx) ni un CSV. Dans votre tableur : Enregistrer sous, puis « xlsx »."
ANCIEN_EXCEL = "Ce fichier est d’un ancien Excel (.xls), ou protégé : enregistrez-le en .xlsx, sans mot de passe."
ILLISIBLE = "Ce classeur est abîmé : ouvrez-le dans votre tableur, enregistrez-le de nouveau en .xlsx, puis réessayez."
TROP_DEPLIE = "Ce classeur contient, une fois ouvert, bien plus que du texte : copiez ses lignes dans un classeur neuf."
PAS_DE_L_UNICODE = "Les lettres de ce fichier ne se lisent pas : enregistrez-le en xlsx, ou en « CSV UTF-8 »."
LU_EN_WINDOWS = "Ce CSV n’est pas en UTF-8 : il est lu comme Excel l’écrit sous Windows. Vérifiez les accents ci-dessous."
FORMULE = "Cette cellule contient une formule : collez sa valeur (Collage spécial, « Valeurs »)."
ERREUR_DU_TABLEUR = "Cette cellule contient une erreur du tableur, {} : corrigez-la ou videz-la."
COUPEE = "Un tableur coupe les textes de cette longueur : corrigez ce texte dans le portail, et videz cette ligne."


@dataclass
class Tableau:
    """What a file holds.

    Attributes:
        entetes: the first row.
        lignes: (number as the spreadsheet shows it, texts, one for each head).
        fautes: (number of the row, rank of the column from 0, message).
        remarques: what its reader should know.
    """

    entetes: list[str]
    lignes: list[tuple[int, list[str]]]
    fautes: list[tuple[int, int, str]] = field(default_factory=list)
    remarques: list[str] = field(default_factory=list)


def lire(fichier) -> Tableau:
    """Read an uploaded file.

    Raises:
        ValidationError: it cannot be read, or holds too much; the message says what to do.
    """
    if fichier.size > OCTETS_MAX:
        raise ValidationError(
            f"Ce fichier pèse plus de {OCTETS_MAX // 2**20} Mo : un tableau de {LIGNES_MAX} lignes pèse moins d’un Mo. "
            "Coupez-le en plusieurs."
        )
    contenu = fichier.read()
    if contenu.startswith(b"PK\x03\x04"):
        return _lire_un_classeur(contenu)
    if contenu.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(ANCIEN_EXCEL)
    return _lire_un_csv(contenu)


def _lire_un_classeur(contenu):
    try:
        _peser(contenu)
        # Formulas are read as they are written, so that they are seen: their last result is nobody's word.
        classeur = load_workbook(io.BytesIO(contenu), read_only=True, data_only=False, keep_links=False)
        page = classeur.worksheets[0]
        page.reset_dimensions()
        rangees, fautes = [], []
        for numero, cellules in enumerate(page.iter_rows(), start=1):
            rangees.append(_rangee(numero, cellules[: COLONNES_MAX + 1], fautes))
            _borner(rangees)
        classeur.close()
    except (InvalidFileException, ParseError, KeyError, IndexError, ValueError, zipfile.BadZipFile, OSError, TypeError) as erreur:
        raise ValidationError(ILLISIBLE) from erreur
    return _tableau(rangees, fautes, [])


def _peser(contenu):
    """Refuse what unzips to far more than a table; what a part says of its size is checked by who unzips it."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        parts = archive.infolist()
        if not any(une.filename == "xl/workbook.xml" for une in parts):
            raise ValidationError(TYPE_INCONNU)
        if sum(une.file_size for une in parts) > DEPLIE_MAX:
            raise ValidationError(TROP_DEPLIE)


def _rangee(numero, cellules, fautes):
    textes = []
    for rang, cellule in enumerate(cellules):
        brute = cellule.value
        if cellule.data_type == "f":
            fautes.append((numero, rang, FORMULE))
        elif cellule.data_type == "e":
            fautes.append((numero, rang, ERREUR_DU_TABLEUR.format(brute)))
        elif isinstance(brute, str) and len(brute) >= TEXTE_MAX:
            fautes.append((numero, rang, COUPEE))
        textes.append(en_texte(brute.date() if isinstance(brute, datetime) else brute))
    return textes


def _lire_un_csv(contenu):
    remarques = []
    texte = _decoder(contenu, remarques)
    if "\0" in texte or not texte.strip():
        raise ValidationError(TYPE_INCONNU if texte.strip() else "Ce fichier est vide.")
    premiere = texte.partition("\n")[0]
    separateur = max(";,\t", key=premiere.count)
    rangees = []
    try:
        for rangee in csv.reader(io.StringIO(texte, newline=""), delimiter=separateur):
            rangees.append(rangee[: COLONNES_MAX + 1])
            _borner(rangees)
    except csv.Error as erreur:
        raise ValidationError(
            f"La ligne {len(rangees) + 1} de ce CSV ne se lit pas (guillemet oublié, cellule trop longue) : prenez le xlsx."
        ) from erreur
    return _tableau(rangees, [], remarques)


def _decoder(contenu, remarques):
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        codages = ["utf-16"]
    else:
        codages = ["utf-8-sig", "cp1252"]
    for codage in codages:
        try:
            texte = contenu.decode(codage)
        except UnicodeDecodeError:
            continue
        if any(lettre < " " and lettre not in "\t\r\n" for lettre in texte[:4000]):
            raise ValidationError(TYPE_INCONNU)
        if codage == "cp1252":
            remarques.append(LU_EN_WINDOWS)
        return texte
    raise ValidationError(PAS_DE_L_UNICODE)


def _borner(rangees):
    if len(rangees) > LIGNES_MAX + 1 and any(texte.strip() for texte in rangees[-1]):
        raise ValidationError(f"Ce tableau compte plus de {LIGNES_MAX} lignes : coupez-le en plusieurs fichiers.")


def _tableau(rangees, fautes, remarques):
    entetes = [texte.strip() for texte in rangees[0]] if rangees else []
    while entetes and not entetes[-1]:
        entetes.pop()
    if not entetes:
        raise ValidationError("La première ligne doit porter les noms des colonnes : téléchargez le modèle.")
    if len(entetes) > COLONNES_MAX:
        raise ValidationError(f"Ce tableau compte plus de {COLONNES_MAX} colonnes : gardez celles du modèle.")
    lignes = []
    for numero, rangee in enumerate(rangees[1:], start=2):
        textes = [*rangee, *[""] * len(entetes)][: len(entetes)]
        if any(texte.strip() for texte in textes):
            lignes.append((numero, textes))
        if any(texte.strip() for texte in rangee[len(entetes) :]):
            hors = get_column_letter(len(entetes) + 1)
            fautes.append((numero, len(entetes), f"Cette ligne déborde : la colonne {hors} n’a pas de nom."))
    if not lignes:
        raise ValidationError("Ce tableau n’a que des noms de colonnes : ajoutez-y des lignes.")
    return Tableau(entetes, lignes, fautes, remarques)
