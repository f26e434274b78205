"""Keeps the worker of the queue, and the private database, running beside the site: `python -m cuf.surveillance PID [VAR]`.

PID is who launched it: it stops the worker, and itself, when that one is gone, killed included. VAR is the folder of the private
database, where there is one. It knows nothing of Django: a few megabytes.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from cuf import postgres_local
from cuf.environnement import CODE_D_ECHEC

PATIENCE = 20  # seconds left to the job in hand when everything stops
RONDE = 1  # seconds between two looks at the database
REPRISE_MAX = 30  # seconds before a worker that dies at once is started again


def surveiller(parent: int, commande: list[str]) -> None:
    """Run `commande`, again when it ends, until `parent` is no longer our parent or SIGTERM comes."""
    attente = 1
    while os.getppid() == parent:
        depart = time.monotonic()
        ouvrier = subprocess.Popen(commande, stdin=subprocess.DEVNULL)
        try:
            while ouvrier.poll() is None and os.getppid() == parent:
                time.sleep(0.2)
        finally:
            _arreter(ouvrier)
        if ouvrier.returncode == CODE_D_ECHEC:
            return  # a setting is wrong, which it said: it would be as wrong the next time
        attente = 1 if time.monotonic() - depart > REPRISE_MAX else min(2 * attente, REPRISE_MAX)
        if os.getppid() == parent:
            print(f"La file d’attente s’est arrêtée ; elle repart dans {attente} s.", file=sys.stderr, flush=True)
            time.sleep(attente)


def garder_la_base(dossier_var: Path) -> None:
    """Start the private database again whenever it is gone, for as long as this process lives."""
    while True:
        time.sleep(RONDE)
        if _ecoute(dossier_var):
            continue
        print("La base locale s’est arrêtée ; elle repart.", file=sys.stderr, flush=True)
        try:
            postgres_local.demarrer(dossier_var)
        except postgres_local.ErreurBase as erreur:
            print(erreur, file=sys.stderr, flush=True)
            time.sleep(REPRISE_MAX)


def _ecoute(dossier_var):
    """Tell whether the database answers at its socket: cheap, and without the lock of who starts it."""
    with socket.socket(socket.AF_UNIX) as essai:
        essai.settimeout(5)
        try:
            essai.connect(f"{postgres_local.parametres(dossier_var)['HOST']}/.s.PGSQL.5432")
        except OSError:
            return False
    return True


def _arreter(ouvrier):
    if ouvrier.poll() is None:
        ouvrier.terminate()
        try:
            ouvrier.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            ouvrier.kill()
            ouvrier.wait()


def main(arguments: list[str]) -> int:
    """Watch over the worker, and the database; return the exit code."""
    signal.signal(signal.SIGTERM, lambda numero, cadre: sys.exit(0))
    if arguments[1:]:
        threading.Thread(target=garder_la_base, args=[Path(arguments[1])], daemon=True).start()
    surveiller(int(arguments[0]), [sys.executable, "-m", "cuf.ouvrier", str(os.getpid())])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
