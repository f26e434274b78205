"""The queue: what a dead worker leaves is taken up again, what a living one does is left to it, and faults are tried again."""

from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from courriels.taches import envoyer
from socle import taches


@pytest.fixture
def en_cours(db):
    """Return a function that begins a job, by a worker silent for so many seconds (None: forgotten), and gives its number."""

    def commencer(silence, essais=0):
        numero = envoyer.defer(courriel=0)
        with connection.cursor() as curseur:
            ouvrier = None
            if silence is not None:
                curseur.execute(
                    "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id",
                    [silence],
                )
                ouvrier = curseur.fetchone()[0]
            curseur.execute(
                "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
                [ouvrier, essais, numero],
            )
        return numero

    return commencer


def passer():
    """Run the task of the minute."""
    contexte = SimpleNamespace(app=app, job=SimpleNamespace(id=0))
    async_to_sync(taches.reprendre_les_interrompus.func)(contexte, timestamp=0)


def etat(numero):
    return ProcrastinateJob.objects.get(pk=numero).status


@pytest.mark.parametrize(("silence", "attendu"), [(40, "todo"), (None, "todo"), (20, "doing")])
def test_what_a_dead_worker_left_is_taken_up_again(en_cours, silence, attendu):
    """« Dead » is without a sign of life: how long the job takes says nothing."""
    numero = en_cours(silence)
    passer()
    assert etat(numero) == attendu


def test_a_job_that_kills_its_worker_each_time_is_given_up(en_cours):
    avant, apres = en_cours(40, essais=taches.REPRISES - 1), en_cours(40, essais=taches.REPRISES)
    passer()
    assert (etat(avant), etat(apres)) == ("todo", "failed")


def test_the_task_of_the_minute_passes_before_the_mail_that_waits():
    (tache,) = (une for (nom, _), une in app.periodic_registry.periodic_tasks.items() if nom == "socle.reprendre_les_interrompus")
    assert (tache.cron, tache.task.priority > envoyer.priority) == ("* * * * *", True)


@pytest.mark.parametrize(
    ("erreur", "essais", "delai"),
    [
        (taches.AReprendre(300), 0, 300),
        (taches.AReprendre(300), 50, 300),
        (ZeroDivisionError(), 0, 2),
        (ZeroDivisionError(), 3, 16),
        (ZeroDivisionError(), 9, 1024),
        (ZeroDivisionError(), taches.REPRISES, None),
    ],
)
def test_when_a_job_runs_again(erreur, essais, delai, monkeypatch):
    vus = []
    monkeypatch.setattr(taches, "RetryDecision", lambda *, retry_in: vus.append(retry_in["seconds"]) or "plus tard")
    decision = taches.Reprise().get_retry_decision(exception=erreur, job=SimpleNamespace(id=1, task_name="x", attempts=essais))
    assert (decision, vus) == (("plus tard", [delai]) if delai else (None, []))


def test_a_fault_is_told_in_the_log_and_an_answer_is_not(caplog):
    job = SimpleNamespace(id=7, task_name="courriels.envoyer", attempts=0)
    taches.Reprise().get_retry_decision(exception=taches.AReprendre(1), job=job)
    assert caplog.records == []
    taches.Reprise().get_retry_decision(exception=ZeroDivisionError("zéro"), job=job)
    assert "Travail 7 (courriels.envoyer) en échec" in caplog.text
    assert "ZeroDivisionError: zéro" in caplog.text
    caplog.clear()
    taches.Reprise().get_retry_decision(exception=OperationalError("server closed\nand more"), job=job)
    assert [entree.getMessage().partition("\xa0: ")[2] for entree in caplog.records] == ["server closed"]
    assert caplog.text.count("\n") == 1


def test_every_task_says_how_it_is_tried_again():
    """Without a word, a task that fails is lost."""
    notres = [tache for nom, tache in app.tasks.items() if not nom.startswith(("builtin:", "procrastinate."))]
    assert len(notres) >= 2
    sans = [tache.name for tache in notres if not isinstance(tache.retry_strategy, taches.Reprise)]
    # The next minute tries that one again.
    assert sans == ["socle.reprendre_les_interrompus"]
