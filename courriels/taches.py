"""What the queue does for the mail."""

from procrastinate.contrib.django import app

from courriels import envoi
from socle.taches import Reprise


@app.task(name="courriels.envoyer", queue="courriels", retry=Reprise(), pass_context=True)
def envoyer(contexte, *, courriel):
    """Send the message whose key is `courriel`."""
    envoi.envoyer(courriel, travail=contexte.job.id)
