"""Telling what was handed over by its first bytes, and opening it."""

import gzip
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from reprise_spip.sources import mysql
from reprise_spip.sources.base import Base, ErreurSource
from reprise_spip.sources.copie import copier, retenue
from reprise_spip.sources.dump import Dump

_SQLITE = b"SQLite format 3\0"
_GZIP = b"\x1f\x8b"
_MARQUES_DE_DUMP = (b"-- MySQL dump", b"-- MariaDB dump", b"-- phpMyAdmin", b"CREATE TABLE", b"INSERT INTO", b"DROP TABLE")
ADRESSES = ("mysql://", "mariadb://")
DEBUT = 1 << 16


@contextmanager
def ouvrir(source: str) -> Iterator[Base]:
    """Open a SPIP site for reading.

    Args:
        source: the path of an SQLite file, of a « sauvegarde » of SPIP or of a mysqldump, each gzipped or not; or an address,
            « mysql://utilisateur:motdepasse@serveur/base ».

    Raises:
        ErreurSource: it is missing, cut, or no site of SPIP; the message says what to ask for.
    """
    with tempfile.TemporaryDirectory(prefix="reprise-spip-") as dossier:
        copie = Path(dossier) / "source.sqlite"
        if source.startswith(ADRESSES):
            with closing(_neuve(copie)) as connexion:
                alertes = copier(mysql.lire(source, retenue), connexion)
                yield Base(connexion, "serveur MySQL", alertes)
            return
        chemin = Path(source)
        if not chemin.is_file():
            raise ErreurSource(f"Le fichier {chemin} n’existe pas.")
        debut, compresse = _debut(chemin)
        if debut.startswith(_SQLITE):
            if compresse:
                _decompresser(chemin, copie)
            with closing(_en_lecture(copie if compresse else chemin)) as connexion:
                yield Base(connexion, "sauvegarde SQLite compressée" if compresse else "fichier SQLite")
        elif any(marque in debut for marque in _MARQUES_DE_DUMP):
            with closing(_neuve(copie)) as connexion, (gzip.open if compresse else open)(chemin, "rb") as flux:
                alertes = copier(Dump(flux, retenue).lire(), connexion)
                yield Base(connexion, "mysqldump compressé" if compresse else "mysqldump", alertes)
        else:
            raise ErreurSource(
                f"Le fichier {chemin.name} n’est ni une base SQLite, ni une sauvegarde de SPIP, ni un mysqldump : "
                "rien n’y a été reconnu."
            )


def _debut(chemin):
    """Return the first bytes of a file, decompressed, and whether it is compressed."""
    with chemin.open("rb") as fichier:
        octets = fichier.read(DEBUT)
    if not octets:
        raise ErreurSource(f"Le fichier {chemin.name} est vide.")
    if not octets.startswith(_GZIP):
        return octets, False
    try:
        with gzip.open(chemin) as fichier:
            return fichier.read(DEBUT), True
    except (EOFError, OSError) as erreur:
        raise ErreurSource("Ce fichier compressé est tronqué ou abîmé : demandez une nouvelle sauvegarde.") from erreur


def _decompresser(chemin, vers):
    try:
        with gzip.open(chemin) as lu, vers.open("wb") as ecrit:
            shutil.copyfileobj(lu, ecrit)
    except (EOFError, OSError) as erreur:
        raise ErreurSource("Ce fichier compressé est tronqué ou abîmé : demandez une nouvelle sauvegarde.") from erreur


def _en_lecture(chemin):
    # Never written, even by the journal that SQLite would leave beside it.
    connexion = sqlite3.connect(f"{chemin.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        if connexion.execute("PRAGMA quick_check(1)").fetchone()[0] not in (b"ok", "ok"):
            raise sqlite3.DatabaseError
    except sqlite3.DatabaseError as erreur:
        connexion.close()
        raise ErreurSource("Ce fichier SQLite est abîmé ou tronqué : demandez une nouvelle sauvegarde.") from erreur
    return connexion


def _neuve(chemin):
    connexion = sqlite3.connect(chemin)
    # Lost with the folder if the process dies: nothing has to survive it.
    connexion.execute("PRAGMA journal_mode = OFF")
    connexion.execute("PRAGMA synchronous = OFF")
    return connexion
