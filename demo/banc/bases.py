"""The databases of the corpora: one for each size, kept from one `make bench` to the next, never taken for whole when cut.

The comment of a database is the fingerprint of what filled it, written last: a loading that was cut short has none.
"""

import shutil
from contextlib import contextmanager, suppress
from io import StringIO

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone
from psycopg import sql

from demo.banc.comparaison import Bases
from demo.corpus.chargement import charger, entretenir
from demo.corpus.echelle import Echelle
from demo.erreurs import ErreurDemo
from socle.empreintes import empreinte

OCTETS_FIXES, OCTETS_PAR_CONTENU = 150_000_000, 8_000
"""What a corpus takes on the disk: the référentiel and the network, then each content, journal of the database included."""

ACCES = ("host", "port", "user", "password", "dbname")


def preparer(tailles):
    """Make the databases that are missing or out of date, and return `{size: name}`. Raises ErreurDemo, in production too."""
    if settings.PRODUCTION:
        raise ErreurDemo("Les corpus de mesure ne se chargent pas en production (CUF_ENV=production). Rien n’a été écrit.")
    voulue = _voulue()
    with _maitre() as curseur:
        perimees = [taille for taille in tailles if _commentaire(curseur, nom(taille)) != voulue]
        _verifier_place(perimees)
        for taille in perimees:
            _remplir(curseur, taille, voulue)
    return {taille: nom(taille) for taille in tailles}


def nom(taille):
    """Return the name of the database of this size."""
    return f"bench_{taille}"


def _voulue():
    """Return what the corpora depend on: tables, référentiel, generator; and the month, since events are around today."""
    applications = [settings.BASE_DIR / application for application in settings.INSTALLED_APPS]
    chemins = [dossier / "migrations" for dossier in applications if (dossier / "migrations").is_dir()]
    chemins += [settings.BASE_DIR / "demo" / "corpus", settings.BASE_DIR / "territoires"]
    return f"{empreinte(chemins)} {timezone.localdate():%Y-%m}"


@contextmanager
def _maitre():
    """Give a cursor on the project's own database, outside any transaction: where databases are made and dropped."""
    try:
        with psycopg.connect(**_parametres(), autocommit=True) as connexion, connexion.cursor() as curseur:
            yield curseur
    except psycopg.Error as erreur:
        raise ErreurDemo(f"Les bases de mesure n’ont pas pu être préparées : {_raison(erreur)}") from None


def _parametres():
    return {cle: valeur for cle, valeur in connection.get_connection_params().items() if cle in ACCES}


def _commentaire(curseur, base):
    curseur.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [base])
    ligne = curseur.fetchone()
    return ligne and ligne[0]


def _verifier_place(tailles):
    """Raise ErreurDemo when the private server's disk has not the room that these corpora take."""
    dossier = settings.CUF_VAR / "postgres"
    voulus = sum(OCTETS_FIXES + taille * OCTETS_PAR_CONTENU for taille in tailles)
    # A path, and not the name of a machine: the private server, whose data stand there.
    if not (voulus and connection.settings_dict["HOST"].startswith("/") and dossier.exists()):
        return
    libres = shutil.disk_usage(dossier.resolve()).free
    if libres < voulus:
        raise ErreurDemo(
            f"Pas assez de place pour les corpus de mesure : il faut {voulus // 1_000_000} Mo dans {dossier}, il en reste "
            f"{libres // 1_000_000}. Libérez-en, changez CUF_VAR, ou mesurez moins : TAILLES=1000 make bench."
        )


def _remplir(curseur, taille, voulue):
    base = nom(taille)
    print(f"Corpus de {taille} contenus…", flush=True)
    identifiant = sql.Identifier(base)
    curseur.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifiant))
    try:
        curseur.execute(sql.SQL("CREATE DATABASE {}").format(identifiant))
        bases = Bases({taille: base})
        try:
            with bases.sur(taille):
                _peupler(taille)
        finally:
            bases.fermer()
        curseur.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(identifiant, sql.Literal(voulue)))
    except (DatabaseError, psycopg.Error, ErreurDemo, OSError) as erreur:
        _oublier(curseur, identifiant)
        raise ErreurDemo(
            f"Le corpus de {taille} contenus n’a pas pu être chargé : {_raison(erreur)} Rien n’en est gardé."
        ) from None
    except BaseException:
        _oublier(curseur, identifiant)
        raise


def _peupler(taille):
    call_command("migrate", verbosity=0)
    call_command("importer_referentiel", ecrire=True, stdout=StringIO())
    charger(Echelle(taille))
    entretenir()


def _oublier(curseur, identifiant):
    """Drop a database cut short; where even that fails, it has no fingerprint, and the next run drops it."""
    with suppress(psycopg.Error):
        curseur.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifiant))


def _raison(erreur):
    """Return the first line of an error, as a French sentence when it is the disk that is full."""
    cause = erreur.__cause__ or erreur
    if isinstance(cause, psycopg.errors.DiskFull):
        return "plus de place sur le disque."
    return f"{str(erreur).splitlines()[0] if str(erreur) else type(erreur).__name__}."
