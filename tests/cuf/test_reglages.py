"""Settings whose effect shows only outside the development server."""

import os
import subprocess
import sys
from pathlib import Path

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
