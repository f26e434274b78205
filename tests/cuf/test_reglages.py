"""Settings whose effect shows only outside the development server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cuf import environnement
from tests.base import adresse_de_la_base

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
    "SECRET_KEY": "une-cle-assez-longue-pour-la-production-0123456789-abcdefghij",
    "CUF_ADMINS": "technique@exemple.test",
    "CUF_CONTACT": "contact@exemple.test",
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


LIRE_LA_MEMOIRE = """
import django; django.setup()
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
ou = settings.CACHES["default"]["BACKEND"].split(".")[-1]
if ou == "DatabaseCache": call_command("createcachetable")
cache.set("page", (b"corps", {"ETag": "W/x"}), 60)
print(ou, cache.get("page"))
"""


@pytest.mark.parametrize(("ou", "attendu"), [("", "LocMemCache"), ("memoire", "LocMemCache"), ("base", "DatabaseCache")])
@pytest.mark.django_db
def test_pages_are_kept_where_cache_url_says(ou, attendu):
    essai = subprocess.run(
        [sys.executable, "-c", LIRE_LA_MEMOIRE],
        cwd=RACINE,
        env={**os.environ, "DATABASE_URL": adresse_de_la_base(), "DJANGO_SETTINGS_MODULE": "cuf.settings", "CACHE_URL": ou},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert essai.stdout.strip().endswith(f"{attendu} (b'corps', {{'ETag': 'W/x'}})"), essai.stderr


@pytest.mark.parametrize(
    ("ou", "code", "dit"),
    [
        ("redis://127.0.0.1:6379/1", 0, "django.core.cache.backends.redis.RedisCache"),
        ("memcached", 3, "CACHE_URL vaut « memoire »"),
    ],
)
def test_redis_is_taken_and_anything_else_refused_in_one_line(tmp_path, ou, code, dit):
    essai = subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.core.cache import cache; from django.conf import settings; cache.get; print(settings.CACHES)",
        ],
        cwd=RACINE,
        env={"PATH": os.environ["PATH"], "CUF_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cuf.settings", "CACHE_URL": ou},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert essai.returncode == code, essai.stderr
    assert dit in essai.stdout + essai.stderr


@pytest.mark.parametrize(
    ("nom", "valeur", "attendu"),
    [
        *((nom, "", f"la variable {nom} manque") for nom in (*PRODUCTION, "EMAIL_HOST", "CUF_VAR") if nom != "CUF_ENV"),
        ("SECRET_KEY", "x" * 60, "SECRET_KEY se devine"),
        ("SECRET_KEY", "courte-mais-variee-0123456789", "SECRET_KEY se devine"),
        ("SECRET_KEY", "django-insecure-0123456789-abcdefghij-klmnopqrst-uvwxyz", "SECRET_KEY se devine"),
    ],
)
def test_production_stops_without_a_variable_or_with_a_weak_key(tmp_path, nom, valeur, attendu):
    variables = {**PRODUCTION, **SMTP, "CUF_VAR": str(tmp_path), nom: valeur}
    essai = subprocess.run(
        [sys.executable, "-c", "import cuf.settings"],
        cwd=RACINE,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (essai.returncode, essai.stderr.count("\n")) == (3, 1), essai.stderr
    assert attendu in essai.stderr


def test_what_a_message_leads_to_is_there(tmp_path, capsys):
    """« voir README.md, En production » led to a part that README.md does not have."""
    with pytest.raises(SystemExit):
        environnement.texte("CUF_ABSENTE")
    document, partie = re.search(r"voir (\S+), «\s(.+?)\s»", capsys.readouterr().err).groups()
    assert f"## {partie}\n" in (RACINE / document).read_text()


def test_the_documents_that_the_code_names_are_there():
    nommes = set()
    for dossier in ("cuf", "socle", "gestion", "comptes", "annuaire", "pages", "redaction", "mediatheque", "demo", "templates"):
        for fichier in (un for un in (RACINE / dossier).rglob("*") if un.suffix in {".py", ".html"}):
            nommes |= set(re.findall(r"\b(?:docs/[\w/.-]+\.md|README\.md)", fichier.read_text()))
    assert nommes
    assert [nom for nom in sorted(nommes) if not (RACINE / nom).exists()] == []


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
