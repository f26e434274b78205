"""What the queue does for the mail."""

from procrastinate.contrib.django import app

from courriels import envoi
from courriels.models import Courriel
from socle.taches import Reprise


@app.task(name="courriels.envoyer", queue="courriels", retry=Reprise(), pass_context=True)
def envoyer(contexte, *, courriel):
    """Send the message whose key is `courriel`."""
    envoi.envoyer(courriel, travail=contexte.job.id)


@app.periodic(cron="37 4 * * *")
@app.task(name="courriels.oublier", queue="entretien", retry=Reprise())
def oublier(timestamp):
    """Forget the messages of more than a year ago, every night."""
    Courriel.objects.a_oublier().delete()
