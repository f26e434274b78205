"""The command line when there is no database: one line in French, and a code that tells a script."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
COMMANDES = [
    ["migrate"],
    ["importer_referentiel", "--ecrire"],
    ["synchroniser_roles"],
    ["charger_demo"],
]


def commander(*commande, dossier, **variables):
    """Run manage.py with these variables only."""
    return subprocess.run(
        [sys.executable, "manage.py", *commande],
        cwd=RACINE,
        env={"PATH": os.environ["PATH"], "CUF_VAR": str(dossier), **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("commande", COMMANDES, ids=" ".join)
def test_a_database_that_does_not_answer_is_one_line(tmp_path, commande):
    essai = commander(*commande, dossier=tmp_path, DATABASE_URL="postgres://a:secret@127.0.0.1:1/x")
    assert essai.returncode == 1
    assert essai.stderr.startswith("La base ne répond pas : ")
    assert essai.stderr.count("\n") == 1
    assert "secret" not in essai.stderr


def test_with_a_pool_it_is_told_without_a_traceback(tmp_path):
    essai = commander("migrate", dossier=tmp_path, CUF_ENV="demo", DATABASE_URL="postgres://a:secret@127.0.0.1:1/x")
    assert essai.returncode == 1
    assert essai.stderr.splitlines()[-1].startswith("La base ne répond pas : ")
    assert "Traceback" not in essai.stderr


@pytest.mark.parametrize(
    ("variables", "attendu"),
    [({"DATABASE_URL": "postgres://"}, "DATABASE_URL"), ({"CUF_VAR": "~inconnu/var"}, "CUF_VAR vaut « ~inconnu/var »")],
)
def test_a_setting_that_cannot_be_is_one_line(tmp_path, variables, attendu):
    essai = commander("migrate", **{"dossier": tmp_path, **variables})
    assert essai.returncode == 3
    assert attendu in essai.stderr
    assert essai.stderr.count("\n") == 1
