"""Settings whose effect shows only outside the development server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]

APRES_UNE_COUPURE = """
import django, psycopg
django.setup()
from django.db import connection

def lire():
    with connection.cursor() as curseur:
        curseur.execute("SELECT 1")
    connection.close()

lire()
parametres = connection.get_connection_params()
acces = {nom: parametres[nom] for nom in ("dbname", "user", "password", "host", "port") if nom in parametres}
with psycopg.connect(**acces, application_name="coupure") as autre:
    fermees = autre.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'portail-essai'"
    ).fetchall()
assert fermees
for _ in fermees:
    lire()
connection.close_pool()
"""


def test_connections_that_the_server_closed_cost_no_page():
    """As after a restart of PostgreSQL: the pool gives a live connection, not one that died while it waited."""
    essai = subprocess.run(
        [sys.executable, "-c", APRES_UNE_COUPURE],
        cwd=RACINE,
        env={**os.environ, "CUF_ENV": "demo", "DJANGO_SETTINGS_MODULE": "cuf.settings", "PGAPPNAME": "portail-essai"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert essai.returncode == 0, essai.stderr


SMTP = {"EMAIL_HOST": "smtp.exemple.test"}
PRODUCTION = {
    "CUF_ENV": "production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "portail.exemple.test",
    "CUF_URL": "https://portail.exemple.test",
    "CUF_EXPEDITEUR": "portail@exemple.test",
    "DATABASE_URL": "postgres://a@localhost/x",
}


@pytest.mark.parametrize(
    ("variables", "attendu"),
    [
        ({}, "None django.core.mail.backends.filebased.EmailBackend"),
        (SMTP, "['@exemple.test'] courriels.serveur.Messagerie"),
        (
            {**SMTP, "CUF_COURRIELS_PERMIS": "a@ville.fr, @b.fr"},
            "['a@ville.fr', '@b.fr'] courriels.serveur.Messagerie",
        ),
        ({**SMTP, "CUF_COURRIELS_PERMIS": "@b.fr", **PRODUCTION}, "None courriels.serveur.Messagerie"),
    ],
    ids=["files", "default", "list", "production"],
)
def test_outside_production_mail_leaves_for_a_list_only(tmp_path, variables, attendu):
    lire = "from django.conf import settings; print(settings.CUF_COURRIELS_PERMIS, settings.EMAIL_BACKEND)"
    essai = subprocess.run(
        [sys.executable, "-c", lire],
        cwd=RACINE,
        env={"PATH": os.environ["PATH"], "CUF_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cuf.settings", **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert essai.stdout.strip() == attendu, essai.stderr


def test_without_one_of_its_variables_production_does_not_start_again_for_ever(tmp_path):
    """The master of gunicorn stops with its worker, once the missing variable is named."""
    essai = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind", f"unix:{tmp_path}/prise", "cuf.wsgi"],
        cwd=RACINE,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CUF_VAR": str(tmp_path), "CUF_ENV": "production"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert essai.returncode == 3
    assert essai.stderr.count("la variable SECRET_KEY manque") == 1
    assert "Traceback" not in essai.stderr
