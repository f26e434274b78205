"""Requests per second of the served site, and of a bare Django view that answers the same bytes under the same server."""

import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.conf import settings

from demo.banc import charge

CONNEXIONS, SECONDES, TOURS = 8, 2, 3
DEMARRAGE = 60  # seconds given to a server to answer


def mesurer(base, pages):
    """Give, for each page, (name, requests a second, those of the bare view), medians of `TOURS` measures taken in turn.

    Args:
        base: the database's settings, as in DATABASES.
        pages: `{name: address}`.

    Raises:
        charge.ErreurCharge: a server does not start or does not answer 200.
    """
    with TemporaryDirectory() as dossier, serveur("cuf.wsgi", DATABASE_URL=adresse(base)) as site:
        for nom, chemin in pages.items():
            (Path(dossier) / _fichier(nom)).write_bytes(charge.lire(site, chemin))
        with serveur("demo.banc.vue_nue", VUE_NUE=dossier) as nue:
            for nom, chemin in pages.items():
                cibles = {site: chemin, nue: f"/{_fichier(nom)}"}
                releves = {port: [] for port in cibles}
                for _ in range(TOURS):
                    for port, cible in cibles.items():
                        releves[port].append(charge.debit(port, cible, connexions=CONNEXIONS, secondes=SECONDES))
                yield nom, statistics.median(releves[site]), statistics.median(releves[nue])


def adresse(base):
    """Return the DATABASE_URL of a database reached by a socket or by the network."""
    mot_de_passe = f":{quote(base['PASSWORD'], safe='')}" if base.get("PASSWORD") else ""
    return f"postgres://{quote(base['USER'], safe='')}{mot_de_passe}@{quote(base['HOST'], safe='')}:{base['PORT']}/{base['NAME']}"


@contextmanager
def serveur(application, **variables):
    """Run `application` under the production server, on a port of 127.0.0.1 that the `with` receives."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    # Without the trace of every query string in the log: the errors alone.
    commande = [sys.executable, "-m", "gunicorn", "-c", "python:cuf.serveur", "-b", f"127.0.0.1:{port}", "--log-level", "error"]
    lance = subprocess.Popen(
        [*commande, f"{application}:application"], cwd=settings.BASE_DIR, env={**os.environ, "PORT": str(port), **variables}
    )
    try:
        _attendre(lance, port, application)
        yield port
    finally:
        lance.terminate()
        lance.wait()


def _attendre(lance, port, application):
    fin = time.monotonic() + DEMARRAGE
    while lance.poll() is None and time.monotonic() < fin:
        with socket.socket() as prise:
            if prise.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise charge.ErreurCharge(f"Le serveur de mesure ({application}) ne démarre pas.")


def _fichier(nom):
    return quote(nom, safe="").replace("%", "_")
