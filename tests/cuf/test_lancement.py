"""Starting the site: what is wrong is said in one line, what is up to date is skipped, and stopping stops everything."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

from cuf import lancement, postgres_local, preparation
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


@pytest.mark.parametrize("tailles", ["beaucoup", "10", "1000 1e5", "9999999"])
def test_sizes_of_the_bench_that_make_no_sense_are_one_clear_line(tmp_path, tailles):
    assert "TAILLES vaut" in une_ligne(lancer("bench", CUF_VAR=tmp_path / "var", TAILLES=tailles))
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("leve", "attendu"),
    [
        (OSError(28, "No space left on device"), "Plus de place dans "),
        (lancement.ErreurLancement("Le corpus manque de place."), "Le corpus manque de place."),
    ],
    ids=["static-files", "corpus"],
)
def test_a_disk_without_room_is_one_clear_line(monkeypatch, capsys, leve, attendu):
    """Even when the database, which has no room either, does not stop in its turn."""

    def bench():
        try:
            raise leve
        finally:
            if isinstance(leve, lancement.ErreurLancement):
                raise postgres_local.ErreurBase("La base locale ne s’arrête pas.")

    monkeypatch.setattr(lancement, "bench", bench)
    monkeypatch.setattr(lancement.signal, "signal", lambda numero, fonction: None)  # that of the tests stays
    assert lancement.main(["bench"]) == 1
    erreurs = capsys.readouterr().err
    assert erreurs.startswith(attendu)
    assert erreurs.count("\n") == 1


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


def patienter(condition, sinon):
    """Wait for `condition` to hold."""
    fin = time.monotonic() + 150  # seconds: the machine may do ten other things
    while not condition():
        assert time.monotonic() < fin, sinon
        time.sleep(0.1)


def enfants(numero):
    """Return {number: command line} of the children of a process."""
    numeros = Path(f"/proc/{numero}/task/{numero}/children").read_text().split()
    return {int(un): Path(f"/proc/{un}/cmdline").read_bytes() for un in numeros}


def ouvriers(site):
    """Return the processes that run the queue beside the site."""
    (veilleur,) = (un for un, commande in enfants(site).items() if b"cuf.surveillance" in commande)
    patienter(lambda: enfants(veilleur), "no worker runs")
    return list(enfants(veilleur))


def demander_un_lien(adresse):
    """Ask the site for a new password of Bob."""
    navigateur = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = f"{adresse}comptes/mot-de-passe/oublie/"
    with navigateur.open(page) as reponse:
        jeton = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', reponse.read().decode())[1]
    donnees = urllib.parse.urlencode({"csrfmiddlewaretoken": jeton, "email": "bob@exemple.test"}).encode()
    with navigateur.open(urllib.request.Request(page, donnees, {"Referer": page})) as reponse:
        assert reponse.status == 200


def test_the_demo_serves_then_stops_with_its_database_and_starts_again_at_once(var, port):
    """From nothing: the whole of make demo; then a second run, which has nothing left to prepare."""
    adresse = f"http://127.0.0.1:{port}/"
    lance = lancer("demo", CUF_VAR=var, PORT=port)
    with attendre(lance, adresse) as reponse:
        page = reponse.read().decode()
        assert reponse.status == 200
        assert "unsafe" not in reponse.headers["Content-Security-Policy"]
    assert "Traceback" not in page
    (ouvrier,) = ouvriers(lance.pid)
    for partis in (1, 2):
        demander_un_lien(adresse)
        patienter(lambda: len(list((var / "courriels").glob("*.log"))) >= partis, f"mail {partis} of the demo does not leave")  # noqa: B023
        if partis == 1:
            os.kill(ouvrier, signal.SIGKILL)
    assert "/comptes/mot-de-passe/choisir/" in "".join(un.read_text() for un in (var / "courriels").iterdir())
    (ouvrier,) = ouvriers(lance.pid)
    serveur = next(un for un, commande in enfants(lance.pid).items() if b"cuf.lancement" in commande)
    os.kill(serveur, signal.SIGTERM)
    patienter(lambda: serveur not in enfants(lance.pid), "a worker of the site does not stop")
    attendre(lance, adresse).close()
    assert "déjà sur ce dossier" in une_ligne(lancer("demo", CUF_VAR=var, PORT=port + 1))
    assert postgres_local.etat(var) == "en marche"
    lance.send_signal(signal.SIGINT)
    sortie, erreurs = lance.communicate(timeout=60)
    assert (lance.returncode, erreurs) == (0, "La file d’attente s’est arrêtée\xa0; elle repart dans 2 s.\n")
    assert not Path(f"/proc/{ouvrier}").exists(), "the worker outlives the site"
    assert adresse.rstrip("/") in sortie
    assert "demo-portail-2026" in sortie
    assert postgres_local.etat(var) == "arrêtée"

    lance = lancer("demo", CUF_VAR=var, PORT=port)
    attendre(lance, adresse).close()
    postmaster = var / "postgres" / "pg18" / "postmaster.pid"
    numero = int(postmaster.read_text().split()[0])
    os.kill(numero, signal.SIGKILL)
    patienter(lambda: postgres_local.etat(var) == "en marche", "the demo does not start its database again")
    assert int(postmaster.read_text().split()[0]) != numero
    attendre(lance, f"{adresse}agenda/").close()
    arret = lancer("stop", CUF_VAR=var)
    assert arret.communicate(timeout=60) == ("Site et base arrêtés.\n", "")
    sortie, erreurs = lance.communicate(timeout=60)
    assert "La base locale s’est arrêtée\xa0; elle repart." in erreurs
    assert sortie.strip().startswith("Portail de démonstration"), "something was prepared again"
    assert postgres_local.etat(var) == "arrêtée"


@pytest.fixture
def base_d_avant(db):
    """The database of a version whose migrations were other ones."""
    with connection.cursor() as curseur:
        curseur.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('socle', '0003_d_avant', now())")


@pytest.mark.django_db
def test_a_database_of_today_is_kept():
    assert not preparation.base_d_avant()


def test_a_database_of_before_is_recognised(base_d_avant):
    assert preparation.base_d_avant()


def test_a_database_of_before_that_we_did_not_make_is_left_as_it_is(base_d_avant, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portail@localhost/portail")
    with pytest.raises(lancement.ErreurLancement, match="donnez-en une autre, vide"):
        preparation.refaire_la_base()
