"""The text of a file, for the search, read by a process of its own: one that a hostile file stops, and not the worker.

Run as `python -m mediatheque.texte <extension>`, the file on the standard input, its text on the standard output; it needs no
Django. A file that cannot be read ends it with another status than 0.
"""

import codecs
import io
import re
import resource
import sys
import zipfile
from xml.parsers import expat

import pypdfium2

LETTRES_MAX = 300_000
"""Letters of a text that are kept: PostgreSQL refuses a vector of a megabyte."""
PAGES_MAX = 500
OCTETS_MAX = 100_000_000
"""Bytes read of what a compressed file holds: beyond, it is no document."""
SECONDES_MAX, MEMOIRE_MAX = 60, 1_000_000_000
"""Seconds of processor and bytes of memory of the process."""

# The parts of a compressed file that hold text (ECMA-376 for docx, pptx, xlsx; OASIS OpenDocument for odt, ods, odp).
PARTIES = {
    "docx": re.compile(r"word/(document|footnotes|endnotes)\.xml"),
    "pptx": re.compile(r"ppt/(slides|notesSlides)/[^/]+\.xml"),
    "xlsx": re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml"),
    **dict.fromkeys(("odt", "ods", "odp"), re.compile(r"content\.xml")),
}
LISIBLES = {"pdf", "txt", "csv", *PARTIES}
# Within them: what holds letters (everything, in OpenDocument), and what ends a word.
LETTRES = {"t"}
BORNES = {"p", "h", "br", "tab", "si", "is", "c", "table-cell", "line-break", "s"}


class Illisible(Exception):
    """The file is not what its name says, or is made to harm."""


class Assez(Exception):
    """Enough letters were read."""


class _Collecte:
    def __init__(self):
        self.morceaux, self.lettres = [], 0

    def ajouter(self, texte):
        self.morceaux.append(texte)
        self.lettres += len(texte)
        if self.lettres > LETTRES_MAX:
            raise Assez

    def texte(self):
        propre = "".join(lettre if lettre.isprintable() else " " for lettre in "".join(self.morceaux))
        return " ".join(propre.split())[:LETTRES_MAX]


def lire(octets, extension):
    """Return the text of a file, at most `LETTRES_MAX` letters; empty when it holds none.

    Args:
        octets: what the file holds.
        extension: the end of its name, without dot, one of `LISIBLES`.

    Raises:
        Illisible: and, of a damaged file, whatever its reader raises.
    """
    collecte = _Collecte()
    try:
        if extension == "pdf":
            _lire_pdf(octets, collecte)
        elif extension in PARTIES:
            _lire_archive(octets, extension, collecte)
        else:
            collecte.ajouter(_decoder(octets[: 4 * LETTRES_MAX]))
    except Assez:
        pass
    return collecte.texte()


def _decoder(octets):
    for encodage in ("utf-8-sig", "cp1252"):
        try:
            return codecs.getincrementaldecoder(encodage)().decode(octets)
        except UnicodeDecodeError:
            continue
    return octets.decode("latin-1")


def _lire_pdf(octets, collecte):

    document = pypdfium2.PdfDocument(octets)
    for rang in range(min(len(document), PAGES_MAX)):
        page = document[rang]
        textes = page.get_textpage()
        collecte.ajouter(textes.get_text_range() + " ")
        textes.close()
        page.close()


def _lire_archive(octets, extension, collecte):
    reste = OCTETS_MAX
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        noms = [nom for nom in archive.namelist() if PARTIES[extension].fullmatch(nom)]
        if not noms:
            raise Illisible("Rien de ce format ne s’y trouve.")
        for nom in sorted(noms, key=lambda nom: (len(nom), nom)):
            with archive.open(nom) as partie:
                reste = _lire_xml(partie, collecte, reste, tout=extension.startswith("od"))


def _lire_xml(partie, collecte, reste, *, tout):
    """Collect the letters of a part; return how many bytes may still be read. Raises Illisible."""
    ouvertes = []
    analyseur = expat.ParserCreate(namespace_separator=" ")
    analyseur.buffer_text = True

    def commencer(nom, attributs):
        ouvertes.append(nom.rpartition(" ")[2])

    def finir(nom):
        if ouvertes.pop() in BORNES:
            collecte.ajouter(" ")

    def dire(lettres):
        if tout or ouvertes[-1] in LETTRES:
            collecte.ajouter(lettres)

    def refuser(*declaration):
        raise Illisible("Un document n’a pas à déclarer d’entités.")

    analyseur.StartElementHandler, analyseur.EndElementHandler = commencer, finir
    analyseur.CharacterDataHandler, analyseur.StartDoctypeDeclHandler = dire, refuser
    while morceau := partie.read(65_536):
        reste -= len(morceau)
        if reste < 0:
            raise Illisible("Ce fichier se déplie sans fin.")
        analyseur.Parse(morceau, False)
    analyseur.Parse(b"", True)
    return reste


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES_MAX, SECONDES_MAX))
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE_MAX, MEMOIRE_MAX))
    sys.stdout.buffer.write(lire(sys.stdin.buffer.read(), sys.argv[1]).encode("utf-8", "replace"))
