"""The tables of a SPIP site, read from an SQLite file: every other form is copied into one first, on the disk."""

import codecs
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

Valeur = str | int | float | bytes | None

# The tables that are read, by their names without prefix: statistics, sessions and forums stay where they are.
TABLES = frozenset(
    {
        "articles",
        "auteurs",
        "auteurs_liens",
        "breves",
        "documents",
        "documents_liens",
        "evenements",
        "groupes_mots",
        "meta",
        "mots",
        "mots_liens",
        "rubriques",
        "syndic",
        "urls",
        "versions",
        "versions_fragments",
    }
)
# By these columns the table of articles is known, and with it the prefix of all the others.
_COLONNES_D_ARTICLES = {"id_article", "titre", "texte", "id_rubrique", "statut"}


# Outside the BMP only: a base in utf8mb3 holds no such character, and SPIP writes it as a number. Shown, both are the same.
_HORS_PLAN = re.compile(r"&#(x1?[0-9a-f]{5}|[1-9][0-9]{4,6});", re.IGNORECASE)


class ErreurSource(Exception):
    """The source cannot be read; the message, in French, says what to ask for instead."""


def hors_plan(texte: str) -> str:
    """Return a text with the characters that its base could not hold, « &#128512; », put back."""
    if "&#" not in texte:
        return texte
    return _HORS_PLAN.sub(_caractere, texte)


def _caractere(trouve):
    nombre = int(trouve[1][1:], 16) if trouve[1][0] in "xX" else int(trouve[1])
    return chr(nombre) if 0xFFFF < nombre <= 0x10FFFF else trouve[0]


class Decodeur:
    """Decodes what a source holds: UTF-8, or Windows' own characters where it is not; what was not is counted by table."""

    def __init__(self):
        self.hors_utf8 = Counter()
        self.table = ""

    def __call__(self, octets: bytes) -> str:
        try:
            return hors_plan(octets.decode())
        except UnicodeDecodeError:
            self.hors_utf8[self.table] += 1
            return octets.decode("cp1252", errors="reprise_spip.latin1")


def _en_latin1(erreur):
    """Give the five bytes that cp1252 leaves without a character their latin-1 one."""
    return erreur.object[erreur.start : erreur.end].decode("latin-1"), erreur.end


codecs.register_error("reprise_spip.latin1", _en_latin1)


class Base:
    """A SPIP site opened for reading.

    Attributes:
        forme: what was handed over, in French: « fichier SQLite », « mysqldump »…
        alertes: what was found wrong in the source itself, sentences in French, for the report.
    """

    def __init__(self, connexion: sqlite3.Connection, forme: str, alertes: list[str] | None = None):
        self.forme = forme
        self.decodeur = Decodeur()
        self._alertes = list(alertes or [])
        self._connexion = connexion
        connexion.text_factory = self.decodeur
        try:
            self.prefixe, self._colonnes = _reconnaitre(connexion)
        except sqlite3.DatabaseError as erreur:
            raise ErreurSource("Ce fichier SQLite est abîmé ou tronqué : demandez une nouvelle sauvegarde.") from erreur

    @property
    def alertes(self) -> list[str]:
        """What is wrong in the source, found so far."""
        return self._alertes + [
            f"Table « {self.prefixe}{table} » : {nombre} valeur(s) qui ne sont pas en UTF-8, lues comme du Windows-1252."
            for table, nombre in sorted(self.decodeur.hors_utf8.items())
        ]

    @property
    def tables_absentes(self) -> list[str]:
        """The tables that are read and that this source has not: a plugin that the site does without, or a cut file."""
        return sorted(TABLES - set(self._colonnes))

    def colonnes(self, table: str) -> tuple[str, ...]:
        """Return the columns of a table, named without its prefix; none where the source has it not."""
        return self._colonnes.get(table, ())

    def compter(self, table: str) -> int:
        """Return how many rows a table has; 0 where the source has it not."""
        if table not in self._colonnes:
            return 0
        return self._connexion.execute(f'SELECT count(*) FROM "{self.prefixe}{table}"').fetchone()[0]

    def lire(self, table: str) -> Iterator[dict[str, Valeur]]:
        """Give the rows of a table, `{column: value}`, in the order of their identifiers; none where the source has it not.

        Raises:
            ErreurSource: the file breaks off under the reading.
        """
        colonnes = self._colonnes.get(table)
        if not colonnes:
            return
        try:
            ordre = ", ".join(f'"{colonne}" COLLATE BINARY' for colonne in _identifiants(colonnes))
            with closing(self._connexion.execute(f'SELECT * FROM "{self.prefixe}{table}" ORDER BY {ordre}')) as curseur:
                while True:
                    self.decodeur.table = table
                    lignes = curseur.fetchmany(100)
                    if not lignes:
                        return
                    for ligne in lignes:
                        yield dict(zip(colonnes, ligne, strict=True))
        except sqlite3.DatabaseError as erreur:
            raise ErreurSource(f"La table « {self.prefixe}{table} » est abîmée : demandez une nouvelle sauvegarde.") from erreur


def _identifiants(colonnes):
    """Return the columns that tell a row from the others, the same whatever the form: a file keeps no order of its own."""
    return [nom for nom in colonnes if nom.startswith("id_") or nom in ("objet", "url", "nom", "version_min")] or colonnes[:1]


def _reconnaitre(connexion):
    """Return the prefix of the tables and, for each that is read, its columns."""
    noms = [nom for (nom,) in connexion.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    colonnes = {nom: tuple(ligne[1] for ligne in connexion.execute(f'PRAGMA table_info("{nom}")')) for nom in noms}
    prefixes = [
        nom.removesuffix("articles")
        for nom in sorted(noms, key=len)
        if nom.endswith("articles") and set(colonnes[nom]) >= _COLONNES_D_ARTICLES
    ]
    if not prefixes:
        raise ErreurSource(
            "Cette base n’est pas celle d’un site SPIP : aucune table d’articles (spip_articles) ne s’y trouve avec ses colonnes."
        )
    prefixe = prefixes[0]
    return prefixe, {table: colonnes[prefixe + table] for table in TABLES if prefixe + table in colonnes}
