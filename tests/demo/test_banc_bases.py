"""The databases of the bench: made once, made again when they changed, and never taken for whole when cut short."""

from contextlib import closing
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection

from demo.banc import bases
from demo.erreurs import ErreurDemo

TAILLE = 100


@pytest.fixture
def serveur(db, monkeypatch, worker_id):
    """A cursor on the server, and databases under a name of our own, dropped at the end; filling one is a single table."""
    base = f"essai_bench_{worker_id}"
    monkeypatch.setattr(bases, "nom", lambda taille: base)
    remplies = []

    def peupler(taille):
        remplies.append(taille)
        with connection.cursor() as curseur:
            curseur.execute("CREATE TABLE rempli ()")

    monkeypatch.setattr(bases, "_peupler", peupler)
    parametres = {cle: valeur for cle, valeur in connection.get_connection_params().items() if cle in bases.ACCES}
    with closing(psycopg.connect(**parametres, autocommit=True)) as connexion:
        curseur = connexion.cursor()
        curseur.execute(f"DROP DATABASE IF EXISTS {base}")
        yield SimpleNamespace(execute=curseur.execute, fetchone=curseur.fetchone, base=base, remplies=remplies)
        curseur.execute(f"DROP DATABASE IF EXISTS {base}")


def existe(serveur):
    serveur.execute("SELECT 1 FROM pg_database WHERE datname = %s", [serveur.base])
    return serveur.fetchone() is not None


def test_a_database_is_made_once(serveur):
    assert bases.preparer([TAILLE]) == {TAILLE: serveur.base}
    assert existe(serveur)
    bases.preparer([TAILLE])
    assert serveur.remplies == [TAILLE]


def test_one_that_is_out_of_date_is_made_again(serveur, monkeypatch):
    bases.preparer([TAILLE])
    monkeypatch.setattr(bases, "_voulue", lambda: "autre")
    bases.preparer([TAILLE])
    assert serveur.remplies == [TAILLE, TAILLE]


def test_one_that_was_cut_by_a_kill_is_made_again(serveur):
    """Half loaded by a process that had no time to drop it: it bears no fingerprint."""
    serveur.execute(f"CREATE DATABASE {serveur.base}")
    bases.preparer([TAILLE])
    assert serveur.remplies == [TAILLE]


@pytest.mark.parametrize(
    ("erreur", "message"),
    [
        (psycopg.errors.DiskFull("could not extend file: No space left on device\nHINT: free disk space"), "plus de place"),
        (OSError(28, "No space left on device"), "No space left"),
    ],
)
def test_a_disk_without_room_is_one_line_and_leaves_nothing(serveur, monkeypatch, erreur, message):
    def deborder(taille):
        raise erreur

    monkeypatch.setattr(bases, "_peupler", deborder)
    with pytest.raises(ErreurDemo, match=message) as refus:
        bases.preparer([TAILLE])
    assert "\n" not in str(refus.value)
    assert not existe(serveur)


def test_production_makes_no_database(serveur, settings):
    settings.PRODUCTION = True
    with pytest.raises(ErreurDemo, match="production"):
        bases.preparer([TAILLE])
    assert not existe(serveur)


def test_an_interruption_leaves_nothing(serveur, monkeypatch):
    def interrompre(taille):
        raise KeyboardInterrupt

    monkeypatch.setattr(bases, "_peupler", interrompre)
    with pytest.raises(KeyboardInterrupt):
        bases.preparer([TAILLE])
    assert not existe(serveur)


def test_a_folder_without_room_is_told_before_anything_is_written(serveur, monkeypatch, settings, tmp_path):
    (tmp_path / "postgres").mkdir()
    settings.CUF_VAR = tmp_path
    monkeypatch.setattr(bases.shutil, "disk_usage", lambda dossier: bases.shutil._ntuple_diskusage(10, 9, 1_000_000))
    with pytest.raises(ErreurDemo, match="Pas assez de place .* il en reste 1"):
        bases.preparer([TAILLE])
    assert not existe(serveur)
