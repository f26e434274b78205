"""The queue in tests: its waiting jobs run here, one after the other, in this process and on this connection."""

from datetime import timedelta
from types import SimpleNamespace

from django.core import mail
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from socle.taches import AReprendre


def vider_la_file():
    """Run the jobs that are due, oldest first, and return how many; one to be run again later waits, as with a worker."""
    dus = list(ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).order_by("pk"))
    for job in dus:
        tache = app.tasks[job.task_name]
        contexte = [SimpleNamespace(app=app, job=job.procrastinate_job)] if tache.pass_context else []
        try:
            tache(*contexte, **job.args)
        except AReprendre as reprise:
            heure = timezone.now() + timedelta(seconds=reprise.delai)
            _ecrire("UPDATE procrastinate_jobs SET scheduled_at = %s, attempts = attempts + 1 WHERE id = %s", heure, job.pk)
        else:
            _ecrire("DELETE FROM procrastinate_jobs WHERE id = %s", job.pk)
    return len(dus)


def relever_le_courrier():
    """Let the queue send what waits, jobs that others put there included; return every message sent since the test began."""
    while vider_la_file():
        pass
    return mail.outbox


def _ecrire(requete, *valeurs):
    with connection.cursor() as curseur:
        curseur.execute(requete, valeurs)
