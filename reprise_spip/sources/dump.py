"""Reading a mysqldump without a MySQL server: CREATE TABLE and INSERT, piece by piece, never the whole file in memory.

phpMyAdmin's exports, which name the columns in each INSERT, are read the same way.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from reprise_spip.sources.base import ErreurSource

MORCEAU = 1 << 16  # bytes read at once
PLUS_LONG = 64 << 20  # bytes of one value: above, the file is no dump of a site

_BLANC = re.compile(rb"\s*+")
_COMMENTAIRE = re.compile(rb"(?:--(?=[\s\n])|#)[^\n]*+\n|/\*.*?\*/", re.DOTALL)
_DEBUT_DE_COMMENTAIRE = re.compile(rb"--[\s]|#|/\*")
_CHAINE = rb"'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+'"
_INSERT = re.compile(rb"INSERT\s+(?:IGNORE\s+)?INTO\s+`?([^`\s(]+)`?\s*(\([^)]*\))?\s*VALUES\s*", re.IGNORECASE)
_CREATE = re.compile(rb"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?`?([^`\s(]+)`?\s*\(", re.IGNORECASE)
# Up to the « ; » that is in no string and in no comment.
_INSTRUCTION = re.compile(rb"(?:[^;'\"`/]++|" + _CHAINE + rb'|"[^"\\]*+(?:\\.[^"\\]*+)*+"|`[^`]*+`|/\*.*?\*/|/)*+;', re.DOTALL)
_COLONNE = re.compile(rb"^\s*`([^`]+)`\s", re.MULTILINE)
_VALEUR = re.compile(
    rb"\s*+(?:(?:_binary\s+|_utf8(?:mb[34])?\s*|_latin1\s*|N)?(" + _CHAINE + rb")"
    rb"|0x([0-9A-Fa-f]*+)|x'([0-9A-Fa-f]*+)'|(NULL)|([-+0-9.eE]++)|b'([01]*+)')\s*+([,)])",
    re.DOTALL | re.IGNORECASE,
)
_OUVRE = re.compile(rb"\s*+\(")
_SUITE = re.compile(rb"\s*+([,;])")
_NOMS = re.compile(rb"SET\s+NAMES\s+'?(\w+)", re.IGNORECASE)
_ECHAPPE = re.compile(rb"\\(.)|''", re.DOTALL)
_ECHAPPES = {b"0": b"\0", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"Z": b"\x1a", b"b": b"\b", b"%": b"\\%", b"_": b"\\_"}
_CHARSETS = {"utf8": "utf-8", "utf8mb3": "utf-8", "utf8mb4": "utf-8", "latin1": "cp1252", "binary": "utf-8", "ascii": "utf-8"}
_ENTETES = (b"-- MySQL dump", b"-- MariaDB dump")
_FIN = b"-- Dump completed"


class Table(NamedTuple):
    """A CREATE TABLE: a name and its columns."""

    nom: str
    colonnes: tuple[str, ...]


class Ligne(NamedTuple):
    """A row of an INSERT: its table, the columns that it names (empty: those of the table), its values as they are."""

    table: str
    colonnes: tuple[str, ...]
    valeurs: tuple


class Dump:
    """A dump being read.

    Args:
        flux: its bytes, decompressed.
        retenues: says of the name of a table whether its rows are wanted.
    """

    def __init__(self, flux: BinaryIO, retenues):
        self._flux = flux
        self._retenues = retenues
        self._tampon = b""
        self._fini = False
        self.charset = "utf-8"

    def lire(self) -> Iterator[Table | Ligne]:
        """Give the tables and the rows, in the order of the file.

        Raises:
            ErreurSource: the file is cut, or is no dump.
        """
        complet = entete = False
        while self._avance():
            if _DEBUT_DE_COMMENTAIRE.match(self._tampon):
                commentaire = self._prendre(_COMMENTAIRE, "un commentaire")[0]
                complet = complet or commentaire.startswith(_FIN)
                entete = entete or commentaire.startswith(_ENTETES)
                self._noter_charset(commentaire)
            elif insert := self._debut(_INSERT, b"INSERT"):
                yield from self._lignes(insert)
            elif create := self._debut(_CREATE, b"CREATE TABLE"):
                yield self._table(create)
            else:
                self._noter_charset(self._prendre(_INSTRUCTION, "une instruction")[0])
        if entete and not complet:
            raise ErreurSource(
                "Ce mysqldump est incomplet : la ligne « Dump completed » qui le termine manque. Demandez-en un autre."
            )

    def _noter_charset(self, texte):
        if noms := _NOMS.search(texte):
            charset = noms[1].decode("ascii", "replace").lower()
            if charset not in _CHARSETS:
                raise ErreurSource(f"Ce mysqldump est écrit en « {charset} », qui ne se lit pas ici : demandez-le en utf8mb4.")
            self.charset = _CHARSETS[charset]

    def _remplir(self, octets=MORCEAU):
        try:
            morceau = self._flux.read(octets)
        except (EOFError, OSError) as erreur:
            raise ErreurSource("Ce fichier compressé est tronqué ou abîmé : demandez une nouvelle sauvegarde.") from erreur
        self._fini = not morceau
        self._tampon += morceau
        return bool(morceau)

    def _avance(self):
        """Go to the next thing written; False at the end of the file."""
        while True:
            self._tampon = self._tampon[_BLANC.match(self._tampon).end() :]
            if len(self._tampon) >= 64 or self._fini:
                break
            self._remplir()
        return bool(self._tampon)

    def _debut(self, motif, mots):
        """Match the beginning of a statement, asking for more of the file where it is cut."""
        if self._tampon[: len(mots)].upper() != mots:
            return None
        trouve = motif.match(self._tampon)
        while not trouve and len(self._tampon) < MORCEAU and self._remplir():
            trouve = motif.match(self._tampon)
        if trouve:
            self._tampon = self._tampon[trouve.end() :]
        return trouve

    def _prendre(self, motif, quoi):
        """Match, asking for twice more of the file each time: a long text costs what it is long."""
        while not (trouve := motif.match(self._tampon)):
            if len(self._tampon) > PLUS_LONG:
                raise ErreurSource(f"Ce fichier n’est pas un mysqldump : {quoi} y dépasse {PLUS_LONG >> 20} Mo.")
            if not self._remplir(max(MORCEAU, len(self._tampon))):
                raise ErreurSource(f"Ce mysqldump est tronqué : il s’arrête dans {quoi}. Demandez une nouvelle sauvegarde.")
        self._tampon = self._tampon[trouve.end() :]
        return trouve

    def _table(self, create):
        corps = self._prendre(_INSTRUCTION, f"la table « {create[1].decode('utf-8', 'replace')} »")[0]
        colonnes = tuple(nom.decode() for nom in _COLONNE.findall(corps))
        return Table(create[1].decode("utf-8", "replace"), colonnes)

    def _lignes(self, insert):
        nom = insert[1].decode("utf-8", "replace")
        nommees = tuple(re.findall(r"[^`,()\s]+", insert[2].decode())) if insert[2] else ()
        voulue, rang = self._retenues(nom), 0
        while True:
            rang += 1
            ou = f"la table « {nom} », à la {rang}ᵉ ligne d’un INSERT"
            valeurs = self._ligne(ou)
            if voulue:
                yield Ligne(nom, nommees, valeurs)
            if self._prendre(_SUITE, ou)[1] == b";":
                return

    def _ligne(self, ou):
        """Read « (value, value…) » and return the values."""
        self._prendre(_OUVRE, ou)
        valeurs, position = [], 0
        while True:
            trouve = _VALEUR.match(self._tampon, position)
            if trouve is None:
                # The rest of the value is further in the file.
                self._tampon, position = self._tampon[position:], 0
                if len(self._tampon) > PLUS_LONG:
                    raise ErreurSource(f"Ce mysqldump est illisible dans {ou}.")
                if not self._remplir(max(MORCEAU, len(self._tampon))):
                    raise ErreurSource(f"Ce mysqldump est tronqué ou illisible : il s’arrête dans {ou}.")
                continue
            valeurs.append(self._valeur(trouve))
            position = trouve.end()
            if trouve[7] == b")":
                self._tampon = self._tampon[position:]
                return tuple(valeurs)

    def _valeur(self, trouve):
        chaine, hexa, x, nul, nombre, bits, _ = trouve.groups()
        if chaine is not None:
            return self._texte(chaine[1:-1])
        if hexa is not None or x is not None:
            return self._decoder(bytes.fromhex((hexa or x or b"").decode()))
        if nul:
            return None
        if bits is not None:
            return int(bits or b"0", 2)
        return float(nombre) if set(nombre) & set(b".eE") else int(nombre)

    def _texte(self, octets):
        if b"\\" in octets or b"''" in octets:
            octets = _ECHAPPE.sub(lambda un: b"'" if un[1] is None else _ECHAPPES.get(un[1], un[1]), octets)
        return self._decoder(octets)

    def _decoder(self, octets):
        """Return a text, or the bytes as they are where they are no text in this charset."""
        try:
            return codecs.decode(octets, self.charset)
        except UnicodeDecodeError:
            return octets
