"""Bring static files and database up to date before the site is run on one machine, doing only what has changed.

A second start takes seconds: a fingerprint of the code and data that fill the database is kept in the database itself (the
comment of its table of migrations), that of the static files beside them.
"""

import os
import shutil

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from socle.empreintes import empreinte


class ErreurLancement(Exception):
    """The site cannot start or stop; the message is one French line saying what to do."""


def preparer(*, statiques):
    """Bring static files and database up to date, doing only what has changed since the last time."""
    django.setup()
    if statiques:
        _collecter()
    applications = [settings.BASE_DIR / nom for nom in settings.INSTALLED_APPS if (settings.BASE_DIR / nom).is_dir()]
    code = empreinte([*applications, settings.BASE_DIR / "requirements.txt"])
    # The demo's future meetings depend on the day.
    voulue = f"{code} {timezone.localdate()}"
    actuelle = _lire_empreinte()
    if actuelle != voulue:
        if actuelle.split(" ")[0] != code:
            print("Base de données…", flush=True)
            if base_d_avant():
                refaire_la_base()
            call_command("migrate", verbosity=0)
            call_command("importer_referentiel", ecrire=True)
            call_command("synchroniser_roles")
        call_command("charger_demo")
        with connection.cursor() as curseur:
            curseur.execute("COMMENT ON TABLE django_migrations IS %s", [voulue])
    # A pool's threads do not live through the fork of the workers.
    connection.close()
    if connection.pool:
        connection.close_pool()


def base_d_avant():
    """Return whether the database holds migrations that this code no longer has: they were written anew since."""
    migrations = MigrationLoader(connection)
    nos_apps = {app.label for app in apps.get_app_configs() if (settings.BASE_DIR / app.label).is_dir()}
    return any(app in nos_apps for app, nom in migrations.applied_migrations.keys() - migrations.disk_migrations.keys())


def refaire_la_base():
    """Empty the private database and its files, with a word; a database that we did not make is left as it is."""
    if os.environ.get("DATABASE_URL"):
        raise ErreurLancement("La base de DATABASE_URL a été faite par une version d’avant : donnez-en une autre, vide.")
    print("Cette démonstration a été faite par une version d’avant : elle est refaite à neuf.", flush=True)
    with connection.cursor() as curseur:
        curseur.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    for dossier in (settings.MEDIA_ROOT, settings.CUF_DOCUMENTS_ROOT):
        shutil.rmtree(dossier, ignore_errors=True)


def _collecter():
    temoin = settings.CUF_VAR / "static.empreinte"
    # The packages bring static files too (the admin's).
    voulue = empreinte([*settings.STATICFILES_DIRS, settings.BASE_DIR / "requirements.txt"])
    if (settings.STATIC_ROOT / "staticfiles.json").exists() and temoin.exists() and temoin.read_text() == voulue:
        return
    print("Fichiers statiques…", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    temoin.write_text(voulue)


def _lire_empreinte():
    with connection.cursor() as curseur:
        curseur.execute("SELECT obj_description(to_regclass('django_migrations'))")
        return curseur.fetchone()[0] or ""
