"""Receiving documents: their weight, and whether the bytes are those of the format that the name says."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError

from socle.nombres import plafond_en_mo

# The first bytes of each format (file format specifications of each: ISO 32000, APPNOTE.TXT, ID3,
# ISO/IEC 14496-12, RFC 3533, RFC 9559).
PDF, ZIP = b"%PDF-", b"PK\x03\x04"
DEBUTS = {
    "pdf": (PDF,),
    **dict.fromkeys(("docx", "odt", "xlsx", "ods", "pptx", "odp"), (ZIP,)),
    "zip": (ZIP, b"PK\x05\x06"),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
    **dict.fromkeys(("ogg", "opus"), (b"OggS",)),
    "webm": (b"\x1a\x45\xdf\xa3",),
}
CODECS_OGG = (b"OpusHead", b"\x01vorbis")
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
        if extension == "webm":
            # Matroska says which of its two kinds a file is: browsers play one alone.
            return debut.startswith(DEBUTS["webm"]) and b"webm" in debut
        if extension in {"ogg", "opus"}:
            return debut.startswith(DEBUTS["ogg"]) and any(codec in debut for codec in CODECS_OGG)
        # Some writers put a few bytes before a PDF; readers look for its mark in the first kilobyte.
        return PDF in debut if extension == "pdf" else debut.startswith(DEBUTS[extension])
    if extension in {"mp4", "m4a"}:
        return debut[4:8] == b"ftyp"
    return extension not in {"txt", "csv"} or b"\0" not in debut
