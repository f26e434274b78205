"""Texts that leave for readers other than browsers: feeds, calendars, names of files."""

import re

# Controls but the line break and the tab, the separators of lines and of paragraphs, marks of direction and of no width, halves
# of pairs and what is no character: XML refuses some of them, RFC 5545 (3.1) others, and none of them is ever read.
_REFUSES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]+")
NOM_MAX = 60
"""Letters of the name of a file: systems take 255 bytes, of which a letter may ask four."""

_LIGNES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def imprimable(texte: str) -> str:
    """Return `texte` without the characters that no one reads, such as word processors leave; lines end with a line feed."""
    return _REFUSES.sub("", _LIGNES.sub("\n", texte))


def sur_une_ligne(texte: str) -> str:
    """Return the same on one line, for a title."""
    return re.sub(r"[ \t\n]+", " ", imprimable(texte)).strip()


def nom_de_fichier(titre: str, extension: str) -> str:
    """Return the name of a file to download: the title with all its letters, without what systems refuse in a name.

    Args:
        titre: a title; « document » where nothing of it may stay.
        extension: « pdf », without its point.
    """
    nom = re.sub(r'[\\/:*?"<>|]+', " ", sur_une_ligne(titre).replace("\N{NO-BREAK SPACE}", " "))
    nom = " ".join(nom.split())[:NOM_MAX].strip(". ")
    return f"{nom or 'document'}.{extension}"
