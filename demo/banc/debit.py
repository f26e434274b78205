"""Requests per second of the served site, kept and made, and of a bare view of the same bytes under the same server."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.conf import settings

from demo.banc import charge

CONNEXIONS, SECONDES, TOURS = 8, 2, 3
DEMARRAGE = 60  # seconds given to a server to answer


@dataclass(frozen=True)
class Mesure:
    """What a page answers: kept for visitors, made for a member; and a bare view of the same bytes."""

    nom: str
    gardee: charge.Debit
    membre: charge.Debit
    nue: charge.Debit


def mesurer(base, pages, session):
    """Give a `Mesure` for each page: medians of `TOURS` measures taken in turn.

    Args:
        base: the database's settings, as in DATABASES.
        pages: `{name: address}`.
        session: the key of the session of a member.

    Raises:
        charge.ErreurCharge: a server does not start or does not answer 200.
    """
    with TemporaryDirectory() as dossier, serveur("cuf.wsgi", DATABASE_URL=adresse(base)) as site:
        for nom, chemin in pages.items():
            (Path(dossier) / _fichier(nom)).write_bytes(charge.lire(site, chemin))
        with serveur("demo.banc.vue_nue", DATABASE_URL=adresse(base), VUE_NUE=dossier) as nue:
            for nom, chemin in pages.items():
                cibles = {"gardee": (site, chemin, ""), "membre": (site, chemin, session), "nue": (nue, f"/{_fichier(nom)}", "")}
                releves = {cle: [] for cle in cibles}
                for _ in range(TOURS):
                    for cle, (port, cible, sienne) in cibles.items():
                        un = charge.debit(port, cible, connexions=CONNEXIONS, secondes=SECONDES, session=sienne)
                        releves[cle].append(un)
                yield Mesure(nom, **{cle: _mediane(debits) for cle, debits in releves.items()})


def _mediane(debits):
    return sorted(debits, key=attrgetter("par_seconde"))[len(debits) // 2]


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
