"""Our failures: what visitors read, what the log keeps, who is told, and how often; the database may be what fails."""

import json
import logging
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from cuf import alertes
from cuf.traces import FormatJson
from tests.test_entetes import verifier

RACINE = Path(__file__).resolve().parents[2]
NUMERO = re.compile(r"<strong>([0-9a-f]{10})</strong>")

SANS_BASE = """
import django
django.setup()
from django.conf import settings
from django.test import Client, override_settings
plats = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
settings.DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 0.2
with override_settings(STORAGES=plats):
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32
    for qui in (Client(raise_request_exception=False), client):
        for reponse in (qui.get("/"), qui.get("/agenda/"), qui.get("/annuaire/"), qui.get("/pas-une-page/"),
                        qui.post("/comptes/connexion/", {"username": "a@exemple.test", "password": "b"})):
            print(reponse.status_code, reponse.get("Retry-After"), reponse.get("Cache-Control"),
                  "indisponible" in reponse.text, "prévenue" in reponse.text or "signalée" in reponse.text,
                  "Content-Security-Policy" in reponse.headers)
"""


def test_without_the_database_visitors_are_told_when_to_come_back(tmp_path):
    essai = subprocess.run(
        [sys.executable, "-c", SANS_BASE],
        cwd=RACINE,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cuf.settings",
            "CUF_ENV": "demo",
            "CUF_VAR": str(tmp_path),
            "DATABASE_URL": "postgres://personne@127.0.0.1:1/rien",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert essai.stdout.splitlines() == ["503 60 no-store True False True"] * 10, essai.stderr[-3000:]


@pytest.fixture
def panne(monkeypatch):
    """A client for whom the home page fails, by the fault given."""

    def tomber(*args, **kwargs):
        raise RuntimeError("un détail")

    monkeypatch.setattr("pages.accueil.bilan_general", tomber)
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("administrateurs", "dit"), [([], False), ([("", "technique@exemple.test")], True)])
def test_the_page_of_a_failure_says_that_we_are_told_only_when_someone_is(db, panne, settings, tmp_path, administrateurs, dit):
    settings.ADMINS, settings.CUF_VAR = administrateurs, tmp_path
    page = panne.get("/")
    assert page.status_code == 500
    assert ("prévenue" in page.text) is dit
    assert "signalée" not in page.text
    verifier(page)


def test_the_number_on_the_page_is_that_of_the_log(db, panne, caplog):
    caplog.handler.setFormatter(FormatJson())
    numeros = [NUMERO.search(panne.get("/?q=secret").text)[1] for _ in range(2)]
    lignes = [json.loads(ligne) for ligne in caplog.text.splitlines() if "django.request" in ligne]
    assert [une["demande"] for une in lignes] == numeros
    assert len({*numeros}) == 2
    (une, _autre) = lignes
    assert (une["niveau"], une["methode"], une["adresse"], une["statut"]) == ("ERROR", "GET", "/", 500)
    assert "RuntimeError: un détail" in une["trace"]
    assert "secret" not in caplog.text


@pytest.fixture
def journal(settings, tmp_path):
    """A logger whose errors are mailed; `journal.attendre()` returns the messages that left."""
    settings.ADMINS, settings.CUF_VAR = [("", "technique@exemple.test")], tmp_path
    journal = logging.Logger("essai")
    journal.addHandler(alertes.CourrielAuxAdministrateurs(level=logging.ERROR))

    def attendre():
        for fil in threading.enumerate():
            if fil.name == "alerte":
                fil.join(10)
        return mail.outbox

    journal.attendre = attendre
    return journal


def echouer(journal, rang):
    """Log a fault of the code at a place of its own for each `rang`."""
    try:
        exec(compile("\n" * rang + "raise RuntimeError('chut')", "essai", "exec"))
    except RuntimeError:
        journal.exception("Panne %s", rang)


def test_an_error_is_mailed_once_an_hour_without_the_queue_nor_the_database(journal):
    for _ in range(3):
        echouer(journal, 1)
    (message,) = journal.attendre()
    assert message.to == ["technique@exemple.test"]
    assert "Panne 1" in message.subject
    assert "RuntimeError: chut" in message.body
    echouer(journal, 2)
    assert len(journal.attendre()) == 2


def test_ten_errors_an_hour_are_mailed_whatever_happens(journal, monkeypatch):
    for rang in range(30):
        echouer(journal, rang)
    assert len(journal.attendre()) == alertes.COURRIELS_MAX
    maintenant = alertes.time.time()
    monkeypatch.setattr(alertes.time, "time", lambda: maintenant + alertes.SILENCE + 1)
    echouer(journal, 1)
    assert len(journal.attendre()) == alertes.COURRIELS_MAX + 1


def test_another_process_knows_what_was_said(journal):
    assert alertes._a_dire("une") is True
    dire = "from cuf import alertes; from django.conf import settings; print(alertes._a_dire('une'), alertes._a_dire('autre'))"
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "cuf.settings", "CUF_VAR": str(alertes.settings.CUF_VAR)}
    essai = subprocess.run([sys.executable, "-c", dire], cwd=RACINE, env=variables, capture_output=True, text=True, timeout=60)
    assert essai.stdout.split() == ["False", "True"], essai.stderr


@pytest.mark.parametrize("reste", ["{", "[]", '{"a": null}', ""])
def test_a_spoilt_file_of_what_was_said_stops_no_mail(journal, reste):
    (alertes.settings.CUF_VAR / "erreurs-dites.json").write_text(reste)
    echouer(journal, 1)
    assert len(journal.attendre()) == 1


def test_a_mail_server_that_is_down_costs_the_answer_nothing(journal, monkeypatch, caplog):
    monkeypatch.setattr(alertes, "mail_admins", lambda *args: (_ for _ in ()).throw(OSError("down")))
    echouer(journal, 1)
    assert journal.attendre() == []
    assert "could not be mailed" in caplog.text


def test_a_page_that_is_missing_or_refused_is_no_error_to_be_told(db, settings, tmp_path):
    settings.ADMINS, settings.CUF_VAR = [("", "technique@exemple.test")], tmp_path
    assert Client().get("/pas-une-page/").status_code == 404
    assert Client().get("/", headers={"host": "ailleurs.exemple.test"}).status_code == 400
    assert [fil for fil in threading.enumerate() if fil.name == "alerte"] == []
    assert mail.outbox == []


def test_an_error_of_a_page_is_mailed_once(db, panne, settings, tmp_path):
    """By one handler, ours: Django has one too, which mails each error."""
    settings.ADMINS, settings.CUF_VAR = [("", "technique@exemple.test")], tmp_path
    for _ in range(3):
        panne.get("/")
    for fil in threading.enumerate():
        if fil.name == "alerte":
            fil.join(10)
    assert [un.subject for un in mail.outbox] == ["[Portail] Internal Server Error: /"]
