"""A worker killed in the middle of its mail: real processes, a real mail server, a real database.

CUF_ESSAI_COURRIELS=1000 makes it the long trial, with as many kills more (docs/decisions/014-file-d-attente.md has its figures).
"""

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from courriels.actions import ecrire_courriel
from courriels.models import Courriel
from tests.base import adresse_de_la_base
from tests.fabriques import UtilisateurFabrique

RACINE = Path(__file__).resolve().parents[2]
NOMBRE = int(os.environ.get("CUF_ESSAI_COURRIELS", "60"))
COUPURES = max(1, NOMBRE // 150)
CONNEXIONS = settings.PROCRASTINATE_WORKER_DEFAULTS["concurrency"]


@contextmanager
def ouvrier(dossier, port):
    """Run a worker that sends to the mail server of this port; give its process, gone at the end."""
    reglages = {
        "PATH": os.environ["PATH"],
        "CUF_ENV": "demo",
        "CUF_VAR": str(dossier),
        "DATABASE_URL": adresse_de_la_base(),
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "EMAIL_USE_TLS": "non",
    }
    processus = subprocess.Popen([sys.executable, "-m", "cuf.ouvrier"], cwd=RACINE, env=reglages)
    try:
        yield processus
    finally:
        processus.kill()
        processus.wait()


def attendre(condition, delai=60):
    """Wait for `condition` to hold."""
    fin = time.monotonic() + delai
    while not condition():
        assert time.monotonic() < fin, "it never came"
        time.sleep(0.02)


def vieillir():
    """Let the half minute pass after which a silent worker is dead, and the minute of the task that looks for them."""
    with connection.cursor() as curseur:
        curseur.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        curseur.execute("DELETE FROM procrastinate_periodic_defers")


@pytest.fixture
def _file_vide(transactional_db):
    """Begin, and end, without a job: Django empties our tables only."""
    vider = "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers, procrastinate_events"
    with connection.cursor() as curseur:
        curseur.execute(vider)
        yield
        curseur.execute(vider)


@pytest.mark.usefixtures("_file_vide")
def test_a_kill_loses_nothing_and_sends_nothing_twice(boite_smtp, tmp_path):
    boite_smtp.lenteur = 0.02
    lecteur = UtilisateurFabrique()
    contexte = {"utilisateur": lecteur, "lien": "https://portail.exemple.test/"}
    for rang in range(NOMBRE):
        destinataire = f"lecteur{rang}@exemple.test"
        ecrire_courriel(destinataire=destinataire, sujet="Essai", gabarit="emails/comptes/mot_de_passe.html", contexte=contexte)

    for coupure in range(1, COUPURES + 1):
        with ouvrier(tmp_path, boite_smtp.port) as processus:
            attendre(lambda: len(boite_smtp.recus) >= NOMBRE * coupure // (COUPURES + 1))  # noqa: B023 - called at once
            assert processus.poll() is None
        coupes = Courriel.objects.filter(etat="en_cours").count()
        assert coupes <= CONNEXIONS
        vieillir()

    debut, deja = time.monotonic(), len(boite_smtp.recus)
    with ouvrier(tmp_path, boite_smtp.port) as processus:
        attendre(lambda: not Courriel.objects.filter(etat__in=["en_attente", "en_cours"]).exists(), delai=300)
        duree, derniers = time.monotonic() - debut, len(boite_smtp.recus) - deja
        processus.terminate()
        assert processus.wait(20) == 0

    etats = Counter(Courriel.objects.values_list("etat", flat=True))
    recus = Counter(adresse for adresses, _ in boite_smtp.recus for adresse in adresses)
    partis = set(Courriel.objects.filter(etat="parti").values_list("destinataire", flat=True))
    print(f"\n{NOMBRE} messages, {COUPURES} kills: {dict(etats)}, {len(recus)} received, {derniers} by the last in {duree:.1f} s")
    assert set(etats) <= {"parti", "incertain"}
    assert etats.total() == NOMBRE, "one is lost"
    assert etats["incertain"] <= CONNEXIONS * COUPURES
    assert max(recus.values()) == 1, "one came twice"
    assert partis <= set(recus), "one is said gone that never came"
    assert set(recus) - partis <= set(Courriel.objects.filter(etat="incertain").values_list("destinataire", flat=True))
