"""Starting the site: what is wrong is said in one line, what is up to date is skipped, and stopping stops everything."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from cuf import postgres_local
from socle import empreintes

RACINE = Path(__file__).resolve().parents[2]


def lancer(action, **variables):
    """Launch `python -m cuf.lancement` with a bare environment and these variables."""
    gardees = {nom: os.environ[nom] for nom in ("PATH", "HOME") if nom in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "cuf.lancement", action],
        cwd=RACINE,
        env={**gardees, **{nom: str(valeur) for nom, valeur in variables.items()}},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def port():
    """Return a port nobody listens on."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def une_ligne(lance):
    """Return the single line of a refusal."""
    sortie, erreurs = lance.communicate(timeout=30)
    assert lance.returncode not in (0, None)
    assert sortie == ""
    assert erreurs.count("\n") == 1, erreurs
    return erreurs


@pytest.mark.parametrize("action", ["demo", "dev"])
@pytest.mark.parametrize(
    ("variables", "attendu"),
    [
        ({"PORT": "abc"}, "PORT vaut « abc »"),
        ({"PORT": "70000"}, "entre 1 et 65535"),
        ({"DATABASE_URL": "mysql://exemple.test/x"}, "DATABASE_URL n’est pas une adresse PostgreSQL"),
        ({"DATABASE_URL": "postgres://"}, "DATABASE_URL n’est pas une adresse PostgreSQL"),
        ({"CUF_VAR": "~inconnu/var"}, "CUF_VAR vaut « ~inconnu/var »"),
        ({"DATABASE_URL": "postgres://a:secret@127.0.0.1:1/x"}, "La base de DATABASE_URL ne répond pas"),
        ({"CUF_VAR": RACINE / "manage.py"}, "manage.py n’est pas utilisable"),
        ({"CUF_ENV": "production"}, "CUF_ENV vaut « production »"),
    ],
    ids=["port-word", "port-range", "not-postgresql", "no-name", "no-home", "no-answer", "var-is-a-file", "production"],
)
def test_bad_input_is_one_clear_line(tmp_path, port, action, variables, attendu):
    erreurs = une_ligne(lancer(action, **{"CUF_VAR": tmp_path / "var", "PORT": port, **variables}))
    assert attendu in erreurs
    assert "secret" not in erreurs
    assert not (tmp_path / "var" / "postgres").exists()


def test_a_port_in_use_is_said_before_anything_starts(tmp_path):
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        pris = prise.getsockname()[1]
        assert f"Le port {pris} est déjà pris" in une_ligne(lancer("demo", CUF_VAR=tmp_path / "var", PORT=pris))
    assert not (tmp_path / "var").exists()


def test_an_unknown_action_is_one_clear_line():
    assert "demo|dev|bench|stop" in une_ligne(lancer("detruire"))


def test_a_fingerprint_follows_names_and_contents(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    dossier = tmp_path / "app"
    dossier.mkdir()
    (dossier / "a.py").write_text("1")
    premiere = empreintes.empreinte([dossier])
    (dossier / "__pycache__").mkdir()
    (dossier / "__pycache__" / "a.pyc").write_text("x")
    assert empreintes.empreinte([dossier]) == premiere
    (dossier / "a.py").write_text("2")
    deuxieme = empreintes.empreinte([dossier])
    (dossier / "a.py").rename(dossier / "b.py")
    assert len({premiere, deuxieme, empreintes.empreinte([dossier])}) == 3


@pytest.fixture
def var(tmp_path):
    """Return a CUF_VAR folder whose site and database are gone at the end."""
    dossier = tmp_path / "démo d’essai"
    yield dossier
    lancer("stop", CUF_VAR=dossier).communicate(timeout=60)
    shutil.rmtree((dossier / "postgres").resolve(), ignore_errors=True)


def attendre(lance, adresse):
    """Return the answer of the page once the site serves it."""
    for _ in range(1200):
        if lance.poll() is not None:
            raise AssertionError(lance.communicate())
        try:
            return urllib.request.urlopen(adresse, timeout=10)
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the site does not answer")


def test_the_demo_serves_then_stops_with_its_database_and_starts_again_at_once(var, port):
    """From nothing: the whole of make demo; then a second run, which has nothing left to prepare."""
    adresse = f"http://127.0.0.1:{port}/"
    lance = lancer("demo", CUF_VAR=var, PORT=port)
    with attendre(lance, adresse) as reponse:
        page = reponse.read().decode()
        assert reponse.status == 200
        assert "unsafe" not in reponse.headers["Content-Security-Policy"]
    assert "Traceback" not in page
    assert "déjà sur ce dossier" in une_ligne(lancer("demo", CUF_VAR=var, PORT=port + 1))
    assert postgres_local.etat(var) == "en marche"
    lance.send_signal(signal.SIGINT)
    sortie, erreurs = lance.communicate(timeout=60)
    assert (lance.returncode, erreurs) == (0, "")
    assert adresse.rstrip("/") in sortie
    assert "demo-portail-2026" in sortie
    assert postgres_local.etat(var) == "arrêtée"

    lance = lancer("demo", CUF_VAR=var, PORT=port)
    attendre(lance, adresse).close()
    arret = lancer("stop", CUF_VAR=var)
    assert arret.communicate(timeout=60) == ("Site et base arrêtés.\n", "")
    sortie, erreurs = lance.communicate(timeout=60)
    assert erreurs == ""
    assert sortie.strip().startswith("Portail de démonstration"), "something was prepared again"
    assert postgres_local.etat(var) == "arrêtée"
