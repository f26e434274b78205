"""The worker of the queue as a process: without database, killed, left alone by who launched it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cuf import surveillance
from tests.base import adresse_de_la_base

RACINE = Path(__file__).resolve().parents[2]
SANS_BASE = {"CUF_ENV": "demo", "DATABASE_URL": "postgres://a:secret@127.0.0.1:1/x"}


def lancer(*commande, dossier, **variables):
    return subprocess.Popen(
        commande,
        cwd=RACINE,
        env={"PATH": os.environ["PATH"], "CUF_VAR": str(dossier), **variables},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def attendre(condition, delai=15):
    fin = time.monotonic() + delai
    while not condition():
        assert time.monotonic() < fin, "it never came"
        time.sleep(0.05)


def vivant(numero):
    """Return whether a process runs, zombies left out."""
    try:
        return Path(f"/proc/{numero}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def enfants(numero):
    """Return the numbers of the children of a process."""
    return [int(n) for n in Path(f"/proc/{numero}/task/{numero}/children").read_text().split()]


def test_without_its_database_it_says_so_in_one_line_and_tries_again(tmp_path):
    ouvrier = lancer(sys.executable, "-m", "cuf.ouvrier", dossier=tmp_path, **SANS_BASE)
    lignes = [ouvrier.stderr.readline() for _ in range(2)]
    assert ouvrier.poll() is None
    ouvrier.terminate()
    reste = ouvrier.communicate(timeout=10)
    assert ouvrier.returncode == 0
    for ligne, attente in zip(lignes, (1, 2), strict=True):
        assert "File d’attente\xa0: la base ne répond pas (" in ligne
        assert f"Nouvel essai dans {attente} s." in ligne
    assert "Traceback" not in "".join([*lignes, *reste])
    assert "secret" not in "".join(lignes)


def test_a_base_without_its_tables_is_told_with_what_to_do(tmp_path, db):
    """The base « postgres » of a server is empty."""
    vide = adresse_de_la_base("postgres")
    ouvrier = lancer(sys.executable, "-m", "cuf.ouvrier", dossier=tmp_path, CUF_ENV="demo", DATABASE_URL=vide)
    ligne = ouvrier.stderr.readline()
    ouvrier.terminate()
    ouvrier.communicate(timeout=10)
    assert "manage.py migrate" in ligne


def test_a_setting_that_cannot_be_is_not_tried_again(tmp_path):
    veilleur = lancer(
        sys.executable,
        "-m",
        "cuf.surveillance",
        str(os.getpid()),
        dossier=tmp_path,
        **{**SANS_BASE, "DATABASE_URL": "postgres://"},
    )
    sortie, erreurs = veilleur.communicate(timeout=20)
    assert (veilleur.returncode, sortie) == (0, "")
    assert erreurs.count("\n") == 1
    assert "DATABASE_URL n’est pas une adresse PostgreSQL" in erreurs


class TestSurveillance:
    @pytest.fixture
    def veilleur(self, tmp_path):
        """Watch over a worker, for this process."""
        processus = lancer(sys.executable, "-m", "cuf.surveillance", str(os.getpid()), dossier=tmp_path, **SANS_BASE)
        attendre(lambda: enfants(processus.pid))
        yield processus
        processus.kill()
        processus.communicate(timeout=10)

    def test_a_worker_that_dies_is_replaced(self, veilleur):
        (premier,) = enfants(veilleur.pid)
        os.kill(premier, signal.SIGKILL)
        attendre(lambda: set(enfants(veilleur.pid)) - {premier})

    def test_the_worker_stops_with_it(self, veilleur):
        (ouvrier,) = enfants(veilleur.pid)
        veilleur.terminate()
        assert veilleur.wait(10) == 0
        assert not vivant(ouvrier)

    def test_the_worker_stops_even_when_it_is_killed(self, veilleur):
        (ouvrier,) = enfants(veilleur.pid)
        veilleur.stderr.readline()  # the worker is at work: it says that it has no database
        veilleur.kill()
        attendre(lambda: not vivant(ouvrier))

    def test_both_stop_when_who_launched_them_is_killed(self, tmp_path):
        programme = (
            "import os, subprocess, sys, time\n"
            "subprocess.Popen([sys.executable, '-m', 'cuf.surveillance', str(os.getpid())], start_new_session=True)\n"
            "time.sleep(60)"
        )
        lanceur = lancer(sys.executable, "-c", programme, dossier=tmp_path, **SANS_BASE)
        attendre(lambda: enfants(lanceur.pid) and enfants(enfants(lanceur.pid)[0]))
        (veilleur,) = enfants(lanceur.pid)
        (ouvrier,) = enfants(veilleur)
        lanceur.stderr.readline()
        lanceur.kill()
        lanceur.communicate(timeout=10)
        attendre(lambda: not vivant(veilleur) and not vivant(ouvrier))


def test_a_worker_deaf_to_the_signal_is_killed(monkeypatch):
    monkeypatch.setattr(surveillance, "PATIENCE", 0.2)
    sourd = subprocess.Popen(
        [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE,
    )
    sourd.stdout.readline()
    surveillance._arreter(sourd)
    sourd.stdout.close()
    assert sourd.returncode == -signal.SIGKILL
