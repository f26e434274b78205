"""What every test gets: a database server, folders of its own, templates refusing undefined variables; no quiet skip in CI."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.template import engines
from django.template.base import Node
from django.test import override_settings

from cuf import postgres_local

NOS_GABARITS = Path(__file__).resolve().parent / "templates"


def pytest_configure(config):
    """Start the private PostgreSQL once, in the process that distributes the tests, unless DATABASE_URL names another."""
    config.pile_cuf = ExitStack()
    if hasattr(config, "workerinput") or os.environ.get("DATABASE_URL"):
        return
    try:
        config.pile_cuf.enter_context(postgres_local.utiliser(settings.CUF_VAR, puis_arreter=False))
    except postgres_local.ErreurBase as erreur:
        pytest.exit(str(erreur), returncode=1)


def pytest_unconfigure(config):
    """Let go of the server; it stays up for the next run (make stop ends it)."""
    config.pile_cuf.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI, turn a skipped test into a failure: a browser test that did not run has proved nothing."""
    rapport = yield
    if rapport.skipped and os.environ.get("CI") == "true" and not hasattr(rapport, "wasxfail"):
        rapport.outcome = "failed"
        rapport.longrepr = f"Skipped in CI, where everything must run: {rapport.longrepr}"
    return rapport


class VariableIndefinie:
    """Stands for Django's string_if_invalid: an undefined variable fails the test, if one of our own templates uses it."""

    def __contains__(self, texte):
        return texte == "%s"

    def __mod__(self, variable):
        cadre = sys._getframe(1)
        while cadre is not None:
            noeud = cadre.f_locals.get("self")
            origine = getattr(noeud, "origin", None) if isinstance(noeud, Node) else None
            if origine is not None:
                if NOS_GABARITS in Path(str(origine)).parents:
                    pytest.fail(f"Undefined variable « {variable} » in {origine}", pytrace=False)
                return ""
            cadre = cadre.f_back
        return ""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Before the test database is dropped, close what the threads of the browser tests' server still hold open."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as curseur:
        curseur.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def _environnement(tmp_path_factory):
    """Keep the files written by tests out of CUF_VAR, and hash passwords fast."""
    dossier = tmp_path_factory.mktemp("var")
    (dossier / "static").mkdir()
    engines["django"].engine.string_if_invalid = VariableIndefinie()
    with override_settings(
        MEDIA_ROOT=dossier / "media",
        STATIC_ROOT=dossier / "static",
        CUF_DOCUMENTS_ROOT=dossier / "documents",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield
