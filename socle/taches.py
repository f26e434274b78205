"""The queue itself (decision 014): how a job that failed is tried again, and what a dead worker leaves is taken up.

Each app says what it gives the queue in its own `taches.py`.
"""

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from socle import envois

logger = logging.getLogger(__name__)

REPRISES = 10  # runs of a job, after which it is a job that breaks its worker, or a fault of ours


class AReprendre(Exception):
    """Raised by a task to be run again in `delai` seconds: an answer, not a fault."""

    def __init__(self, delai):
        super().__init__(delai)
        self.delai = delai


class Reprise(BaseRetryStrategy):
    """Run again when the task says, or after a fault, a little later each time, half an hour in all; faults go to the log."""

    def get_retry_decision(self, *, exception, job):
        if isinstance(exception, AReprendre):
            return RetryDecision(retry_in={"seconds": exception.delai})
        # A lost database is one line: its trace says nothing more.
        trace = None if isinstance(exception, (InterfaceError, OperationalError)) else exception
        dit = str(exception).partition("\n")[0]
        logger.error("Travail %s (%s) en échec : %s", job.id, job.task_name, dit, exc_info=trace)
        if job.attempts >= REPRISES:
            return None
        return RetryDecision(retry_in={"seconds": 2 ** (job.attempts + 1)})


@app.periodic(cron="17 4 * * *")
@app.task(name="socle.oublier_les_envois", queue="entretien", retry=Reprise())
def oublier_les_envois(timestamp):
    """Forget the forms sent long ago, every night."""
    envois.oublier()


# Ahead of whatever waits: a thousand messages must not hide that their worker died.
@app.periodic(cron="* * * * *")
@app.task(name="socle.reprendre_les_interrompus", queue="entretien", priority=100, pass_context=True)
async def reprendre_les_interrompus(contexte, timestamp):
    """Put back in the queue the jobs of workers that give no sign of life, however long a living one may take."""
    travaux = contexte.app.job_manager
    silence = settings.PROCRASTINATE_WORKER_DEFAULTS["stalled_worker_timeout"]
    for job in await travaux.get_stalled_jobs(seconds_since_heartbeat=silence):
        if job.id == contexte.job.id:
            continue
        logger.warning("Travail %s (%s) interrompu", job.id, job.task_name)
        if job.attempts >= REPRISES:
            await travaux.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await travaux.retry_job(job)
