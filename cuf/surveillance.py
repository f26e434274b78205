"""Keeps the worker of the queue running beside the site, on one machine: `python -m cuf.surveillance PID`.

PID is who launched it: it stops the worker, and itself, when that one is gone, killed included. It knows nothing of Django:
a few megabytes.
"""

import os
import signal
import subprocess
import sys
import time

from cuf.environnement import CODE_D_ECHEC

PATIENCE = 20  # seconds left to the job in hand when everything stops
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


def _arreter(ouvrier):
    if ouvrier.poll() is None:
        ouvrier.terminate()
        try:
            ouvrier.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            ouvrier.kill()
            ouvrier.wait()


def main(arguments: list[str]) -> int:
    """Watch over the worker and return the exit code."""
    signal.signal(signal.SIGTERM, lambda numero, cadre: sys.exit(0))
    surveiller(int(arguments[0]), [sys.executable, "-m", "cuf.ouvrier", str(os.getpid())])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
