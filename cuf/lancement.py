"""Run the site on one machine, set-up included: `python -m cuf.lancement demo|dev|bench|stop`, behind the same make targets.

What each needs is brought up to date first (`cuf.preparation`).
"""

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from gunicorn.app.base import BaseApplication

from cuf import encodage, postgres_local, serveur
from cuf import environnement as env
from cuf.preparation import ErreurLancement, preparer

COMPTES = """\
  admin@exemple.test       administration
  editrice@exemple.test    équipe, publie
  redacteur@exemple.test   équipe, écrit et soumet
  bob@exemple.test         référent d’Aix-en-Provence, adhérent, groupes Japon et Arménie
  charlie@exemple.test     référent d’une autre collectivité adhérente
  dana@exemple.test        agente d’une collectivité non adhérente
  Mot de passe de tous : demo-portail-2026"""

TAILLES = "1000 10000 100000"
"""Contents of the corpora on which `bench` measures, when TAILLES does not say."""


class Gunicorn(BaseApplication):
    """The production server, within this process: its workers inherit the code already loaded."""

    def __init__(self, **reglages):
        self.reglages = reglages
        super().__init__()

    def load_config(self):
        """Take the settings of `cuf.serveur`, then those given to the constructor."""
        for cle, valeur in {**vars(serveur), **self.reglages}.items():
            if cle in self.cfg.settings:
                self.cfg.set(cle, valeur)

    def load(self):
        """Return the WSGI application."""
        return encodage.application()


def demo() -> None:
    """Serve the demo as production is served, but over plain HTTP, until Ctrl-C. Raises ErreurLancement."""
    _environnement("demo")
    adresse, port = _port_libre()
    with _seul(), _base():
        preparer(statiques=True)
        site = Gunicorn(bind=f"{adresse}:{port}", loglevel="warning", when_ready=lambda arbitre: _annoncer())
        with _file_d_attente():
            site.run()


def dev() -> None:
    """Run the reloading server on the same data, until Ctrl-C. Raises ErreurLancement."""
    _environnement("dev")
    adresse, port = _port_libre()
    with _seul(), _base():
        preparer(statiques=False)
        _annoncer()
        commande = [sys.executable, "manage.py", "runserver", "--skip-checks", f"{adresse}:{port}"]
        with _file_d_attente():
            lance = subprocess.Popen(commande, cwd=settings.BASE_DIR)
            try:
                lance.wait()
            finally:
                lance.terminate()
                lance.wait()


def bench() -> None:
    """Measure each page of the demo, running or not, then each kind of page on large corpora. Raises ErreurLancement."""
    _environnement("demo")
    tailles = _tailles()
    with _base():
        preparer(statiques=True)
        # First: what cannot be loaded is told before minutes of measures.
        call_command("preparer_corpus", *tailles)
        refus = [refus for refus in (_mesurer("mesurer_pages", fois=3), _mesurer("mesurer_corpus", *tailles)) if refus]
    if refus:
        raise ErreurLancement("\n".join(refus))


def _tailles():
    """Return the sizes of TAILLES, numbers of contents."""
    mots = env.texte("TAILLES", TAILLES).split()
    if not all(mot.isascii() and mot.isdecimal() and 100 <= int(mot) <= 1_000_000 for mot in mots):
        raise ErreurLancement(
            f"TAILLES vaut « {' '.join(mots)} » : donnez des nombres de 100 à 1000000, par exemple « 1000 10000 »."
        )
    return [int(mot) for mot in mots]


def _mesurer(commande, *arguments, **options):
    """Run a command that measures, and return what it refuses: the other measures are made all the same."""
    try:
        call_command(commande, *arguments, **options)
    except CommandError as erreur:
        return str(erreur)
    return ""


def stop() -> None:
    """Stop the site and the database of CUF_VAR, whatever started them. Raises ErreurLancement."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cuf.settings")
    temoin = settings.CUF_VAR / "site.pid"
    site = False
    if temoin.exists():
        with open(temoin) as fichier:
            fin = time.monotonic() + 40  # seconds: longer than gunicorn's patience with its workers
            while not _verrouiller(fichier):
                if not site:
                    site = True
                    os.kill(int(temoin.read_text()), signal.SIGTERM)
                if time.monotonic() > fin:
                    raise ErreurLancement(f"Le site ne s’arrête pas (processus {temoin.read_text()}).")
                time.sleep(0.1)
    base = postgres_local.arreter(settings.CUF_VAR)
    print("Site et base arrêtés." if site else "Base locale arrêtée." if base else "Rien ne tournait.")


def _environnement(nom):
    if os.environ.get("CUF_ENV") == "production":
        raise ErreurLancement("CUF_ENV vaut « production » : cette commande est pour un poste (unset CUF_ENV).")
    os.environ.update(CUF_ENV=nom, DJANGO_SETTINGS_MODULE="cuf.settings")


def _port_libre():
    """Return (address, port) after checking that the port can be had."""
    adresse, port = "127.0.0.1", env.entier("PORT", 8000)
    if not 0 < port < 65536:
        raise ErreurLancement(f"PORT vaut {port} : choisissez un nombre entre 1 et 65535.")
    with socket.socket() as essai:
        essai.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            essai.bind((adresse, port))
        except OSError as erreur:
            raison = "réservé au système" if isinstance(erreur, PermissionError) else "déjà pris"
            raise ErreurLancement(f"Le port {port} est {raison} : choisissez-en un autre, par exemple PORT=8080.") from None
    return adresse, port


def _verrouiller(fichier):
    try:
        fcntl.flock(fichier, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _seul():
    """Hold CUF_VAR's site lock, under our process number: `stop` reads it, and two sites never share a folder."""
    temoin = settings.CUF_VAR / "site.pid"
    try:
        temoin.parent.mkdir(parents=True, exist_ok=True)
        fichier = open(temoin, "a")  # noqa: SIM115 - closed by the with below; opened here to tell its errors from theirs
    except OSError as erreur:
        raise ErreurLancement(f"CUF_VAR : {erreur.filename} n’est pas utilisable ({erreur.strerror}).") from None
    with fichier:
        if not _verrouiller(fichier):
            raise ErreurLancement("Le site tourne déjà sur ce dossier : make stop, ou choisissez un autre CUF_VAR.")
        fichier.truncate(0)
        fichier.write(str(os.getpid()))
        fichier.flush()
        yield


@contextmanager
def _base():
    """Give the time of a `with` a database that answers: DATABASE_URL's, else the private one, stopped at the end."""
    if not env.texte("DATABASE_URL", ""):
        with postgres_local.utiliser(settings.CUF_VAR, puis_arreter=True):
            yield
        return
    try:
        psycopg.connect(**connection.get_connection_params()).close()
    except psycopg.OperationalError as erreur:
        raison = str(erreur).splitlines()[0]
        raise ErreurLancement(f"La base de DATABASE_URL ne répond pas : {raison}") from None
    yield


@contextmanager
def _file_d_attente():
    """Run the worker of the queue for the time of a `with`, in processes of its own: the site serves even if it dies.

    The process that watches over it watches over the private database too, and is gone before the database is stopped.

    Out of the terminal's group: Ctrl-C reaches us alone, and we stop it while the database is still there.
    """
    commande = [sys.executable, "-m", "cuf.surveillance", str(os.getpid())]
    if not env.texte("DATABASE_URL", ""):
        commande.append(str(settings.CUF_VAR))
    with subprocess.Popen(commande, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, start_new_session=True) as surveillance:
        try:
            yield
        finally:
            surveillance.terminate()


def _annoncer():
    print(f"\n  Portail de démonstration : {settings.CUF_URL}\n\n{COMPTES}\n\n  Ctrl-C arrête le site et la base.\n", flush=True)


def main(arguments: list[str]) -> int:
    """Run `demo`, `dev`, `bench` or `stop` and return the exit code."""
    actions = {"demo": demo, "dev": dev, "bench": bench, "stop": stop}
    if len(arguments) != 1 or arguments[0] not in actions:
        print("Usage : python -m cuf.lancement demo|dev|bench|stop", file=sys.stderr)
        return 2
    # A SystemExit unwinds the `with` blocks: the database stops with the site.
    signal.signal(signal.SIGTERM, lambda numero, cadre: sys.exit(128 + numero))
    try:
        actions[arguments[0]]()
    except (ErreurLancement, CommandError, postgres_local.ErreurBase) as erreur:
        # What failed first is what to tell, rather than a database that then does not stop.
        cause = erreur.__context__
        print(cause if isinstance(cause, ErreurLancement | CommandError) else erreur, file=sys.stderr)
        return 1
    except OSError as erreur:
        if erreur.errno != errno.ENOSPC:
            raise
        print(f"Plus de place dans {settings.CUF_VAR} : libérez-en, ou changez CUF_VAR.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
