"""Receiving documents: their weight, and whether the bytes are those of the format that the name says."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError

from socle.nombres import plafond_en_mo

# The first bytes of each format (file format specifications of each: ISO 32000, APPNOTE.TXT, ID3, ISO/IEC 14496-12).
PDF, ZIP = b"%PDF-", b"PK\x03\x04"
DEBUTS = {
    "pdf": (PDF,),
    **dict.fromkeys(("docx", "odt", "xlsx", "ods", "pptx", "odp"), (ZIP,)),
    "zip": (ZIP, b"PK\x05\x06"),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
}
LU = 1024  # bytes


def verifier_piece(fichier):
    """Refuse an upload too heavy, or whose content is not what its name says; an unknown extension is left to the field.

    Args:
        fichier: the file sent (its name, its size in bytes, its content).

    Raises:
        ValidationError: with a French message.
    """
    if fichier.size > settings.CUF_DOCUMENT_POIDS_MAX:
        poids = plafond_en_mo(settings.CUF_DOCUMENT_POIDS_MAX)
        raise ValidationError(f"Ce document pèse plus de {poids} : allégez-le, ou partagez-le en plusieurs fichiers.")
    extension = PurePath(fichier.name).suffix.lstrip(".").lower()
    fichier.seek(0)
    debut = fichier.read(LU)
    fichier.seek(0)
    if not _conforme(extension, debut):
        raise ValidationError(f"Ce fichier n’est pas un vrai {extension.upper()} : enregistrez-le de nouveau dans ce format.")


def _conforme(extension, debut):
    if extension in DEBUTS:
        # Some writers put a few bytes before a PDF; readers look for its mark in the first kilobyte.
        return PDF in debut if extension == "pdf" else debut.startswith(DEBUTS[extension])
    if extension == "mp4":
        return debut[4:8] == b"ftyp"
    return extension not in {"txt", "csv"} or b"\0" not in debut
