"""The server's workers share what comes: a connection that arrives while one is at work is taken by the other."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cuf import serveur

RACINE = Path(__file__).resolve().parents[2]
LENTE = """
import os, time

def application(environ, start_response):
    time.sleep(0.15)
    corps = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(corps)))])
    return [corps]
"""


@pytest.fixture
def port(tmp_path):
    """The port of an application that takes its time and says which process answered, under the production server."""
    (tmp_path / "lente.py").write_text(LENTE)
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        libre = prise.getsockname()[1]
    commande = [sys.executable, "-m", "gunicorn", "-c", "python:cuf.serveur", "-b", f"127.0.0.1:{libre}", "lente:application"]
    lance = subprocess.Popen(
        [*commande, "--log-level", "error"], cwd=RACINE, env={**os.environ, "PYTHONPATH": str(tmp_path)}, text=True
    )
    _attendre_tous(libre)
    yield libre
    lance.terminate()
    lance.wait()


def _attendre_tous(port):
    """Wait until every worker has answered something."""
    vus = set()
    for _ in range(200):
        try:
            vus |= {processus(connexion) for connexion in [demander(port) for _ in range(serveur.workers)]}
        except OSError:
            time.sleep(0.05)
        if len(vus) == serveur.workers:
            return
    raise AssertionError("a worker does not start")


def demander(port):
    """Open a connection, ask, and return the connection without reading the answer."""
    connexion = socket.create_connection(("127.0.0.1", port), timeout=10)
    connexion.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    return connexion


def processus(connexion):
    """Return who answered."""
    with connexion, connexion.makefile("rb") as reponse:
        return reponse.read().rpartition(b"\r\n")[2]


def test_a_worker_at_work_leaves_a_new_connection_to_an_idle_one(port):
    """Without the wait, the worker at work takes it once in two, some 12 of 24; a busy machine may wake one late, rarely."""
    processus(demander(port))
    prises = 0
    for _ in range(24):
        premiere = demander(port)
        time.sleep(0.03)
        prises += processus(demander(port)) == processus(premiere)
    assert prises <= 4


def test_more_connections_than_workers_are_all_answered(port):
    connexions = [demander(port) for _ in range(serveur.workers * serveur.threads)]
    assert len({processus(connexion) for connexion in connexions}) == serveur.workers
