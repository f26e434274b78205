"""What people type, made plain before anything judges it: the one place where characters are put right.

Every request passes by `nettoyer` at its entry (`cuf.encodage`), an import where it is read (`territoires.lecture`), a rich text
once its entities are read (`socle.texte_riche`); the fields of `socle.champs` pass by the function of their kind, in a form, in a
command and in a query alike.
"""

import re
import unicodedata

ILLISIBLE = "\ufffd"
"""What Unicode writes where a character could not be read; here, in place of a null byte."""

# Seen by nobody, and no part of a word: soft hyphens, marks of order, spaces without width, tags, directions that are forced.
# Joiners (200C, 200D) and marks of direction (200E, 200F, 061C) are spelling in Persian, Arabic and emoji: a text keeps them.
_RETIRES = (
    *range(0x01, 0x09),
    *range(0x0E, 0x20),
    0x7F,
    0xAD,
    0x180E,
    0x200B,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    0xFFFE,
    0xFFFF,
    *range(0xE0000, 0xE0080),
)
_LIGNES = "\v\f\u2028\u2029"


def _windows(code):
    """Return what Windows meant by a control character of C1, as browsers read it (HTML, « control character reference »)."""
    return bytes([code]).decode("cp1252", errors="ignore")


_TABLE = {
    **dict.fromkeys(_RETIRES),
    **{code: _windows(code) for code in range(0x80, 0xA0)},
    0: ILLISIBLE,
    ord("\t"): " ",
}
_TABLE_UNE_LIGNE = {**_TABLE, **dict.fromkeys(map(ord, _LIGNES), " ")}
_TABLE_PLUSIEURS = {**_TABLE, **dict.fromkeys(map(ord, _LIGNES), "\n")}
# What a text laid out, or a spreadsheet, writes for the hyphen of the keyboard.
_TIRETS = re.compile("[\u2010-\u2015\u2212]")
_CHEMIN = re.compile(r"(?P<site>(?:\s*[a-z]+\s*:\s*/\s*/)?[^/?#]*)(?P<reste>.*)", re.IGNORECASE | re.DOTALL)


def nettoyer(texte: str) -> str:
    """Return a text in composed letters (NFC), without control nor invisible characters; its ends of lines are plain ones.

    A separator of lines that came alone, in a field of one line, is a space.
    """
    if texte.isascii() and texte.isprintable():
        return texte
    table = _TABLE_PLUSIEURS if "\n" in texte or "\r" in texte else _TABLE_UNE_LIGNE
    return unicodedata.normalize("NFC", texte.translate(table))


def espacer(texte: str) -> str:
    """Return an identifier on one line: no invisible character at all, each run of spaces, of whatever kind, a plain one."""
    visibles = (signe for signe in nettoyer(texte) if unicodedata.category(signe) != "Cf")
    return " ".join("".join(visibles).split())


def serrer(texte: str) -> str:
    """Return an identifier without any space: a SIREN, a postcode, the digits of an amount."""
    return espacer(unicodedata.normalize("NFKC", texte)).replace(" ", "")


def telephone(texte: str) -> str:
    """Return a telephone number as it is typed on a keyboard: plain spaces and hyphens."""
    return _TIRETS.sub("-", espacer(unicodedata.normalize("NFKC", texte)))


def courriel(texte: str) -> str:
    """Return an e-mail address without space nor « mailto: », its domain in small letters: it is the same one."""
    nom, arobase, domaine = re.sub(r"^mailto:", "", serrer(texte), flags=re.IGNORECASE).rpartition("@")
    return f"{nom}{arobase}{domaine.lower()}"


def adresse_web(texte: str) -> str:
    """Return a web address without space before its path, nor the hyphens of a text laid out; after, a space is « %20 »."""
    parties = _CHEMIN.fullmatch(espacer(texte))
    return _TIRETS.sub("-", serrer(parties["site"])) + parties["reste"].replace(" ", "%20")


def nombre(texte: str) -> str:
    """Return a number as Python reads it: « 1 234,50 € » is 1234.50."""
    return re.sub("(€|euros?)$", "", _TIRETS.sub("-", serrer(texte)), flags=re.IGNORECASE).replace(",", ".")
