"""What the queue does for contents."""

from procrastinate.contrib.django import app

from redaction import actions_liens, corbeille
from socle.taches import Reprise


@app.periodic(cron="57 3 * * *")
@app.task(name="redaction.vider_la_corbeille", queue="entretien", retry=Reprise())
def vider_la_corbeille(timestamp):
    """Delete for good, every night, what has been in the bin for sixty days."""
    corbeille.vider()


@app.periodic(cron="* * * * *")
@app.task(name="redaction.essayer_les_liens", queue="entretien", lock="redaction.liens", retry=Reprise())
def essayer_les_liens(timestamp):
    """Try, every minute, some addresses of other sites that texts lead to."""
    actions_liens.essayer()


@app.periodic(cron="12 4 * * *")
@app.task(name="redaction.oublier_les_liens", queue="entretien", retry=Reprise())
def oublier_les_liens(timestamp):
    """Forget, every night, the addresses that no form has shown for three months."""
    actions_liens.oublier()
