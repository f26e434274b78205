"""The worker of the queue, a process of its own: `python -m cuf.ouvrier`, in production under the system's supervision.

Without its database it says so in one line and tries again. Given the number of a process, it stops when that one, its
parent, is gone, however it went.
"""

import asyncio
import logging
import os
import signal
import sys
import threading
import time

import django
import psycopg
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from psycopg_pool import PoolTimeout

logger = logging.getLogger("cuf.ouvrier")

ATTENTE_MAX = 30  # seconds between two tries of the database


def veiller(parent: int) -> None:
    """Stop this process, as SIGTERM does, once `parent` is no longer its parent."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


async def _travailler():
    """Run jobs until SIGTERM or Ctrl-C, which let those in hand finish (CancelledError), or until the database is lost."""
    async with app.open_async():
        tache = asyncio.create_task(app.run_worker_async(install_signal_handlers=False))
        for numero in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(numero, tache.cancel)
        await tache


def travailler() -> None:
    """Run jobs until asked to stop, whatever happens to the database meanwhile."""
    attente = 1
    while True:
        depart, raison = time.monotonic(), "connexion perdue"
        try:
            # A plain connection first: a pool tries for half a minute before it says anything.
            psycopg.connect(**connector_params()).close()
            with app.replace_connector(app.connector.get_worker_connector()):
                asyncio.run(_travailler())
        except asyncio.CancelledError:
            return
        except (ConnectorException, PoolTimeout, psycopg.Error) as erreur:
            cause = erreur.__cause__ or erreur
            raison = str(cause).splitlines()[0]
            if isinstance(cause, psycopg.ProgrammingError):
                raison += " ; est-elle à jour ? manage.py migrate"
        attente = 1 if time.monotonic() - depart > ATTENTE_MAX else attente
        logger.error("File d’attente : la base ne répond pas (%s). Nouvel essai dans %s s.", raison, attente)
        time.sleep(attente)
        attente = min(2 * attente, ATTENTE_MAX)


def _une_ligne() -> None:
    """Keep out of the log what the packages tell of a lost database, in forty lines: `travailler` says it in one."""
    for nom in ("procrastinate.utils", "psycopg.pool"):
        logging.getLogger(nom).setLevel(logging.CRITICAL)
    logging.getLogger("procrastinate.worker.worker").addFilter(lambda ligne: ligne.action != "side_task_failed")


def main(arguments: list[str]) -> int:
    """Run the worker and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cuf.settings")
    signal.signal(signal.SIGTERM, lambda numero, cadre: sys.exit(0))
    django.setup()
    _une_ligne()
    if arguments:
        threading.Thread(target=veiller, args=[int(arguments[0])], daemon=True).start()
    try:
        travailler()
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
