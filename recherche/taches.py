"""What the queue does for the search."""

from procrastinate.contrib.django import app

from recherche import actions, lexique
from socle.taches import Reprise


@app.periodic(cron="41 3 * * *")
@app.task(name="recherche.entretenir", queue="entretien", retry=Reprise())
def entretenir(timestamp):
    """Read again the words that the site knows, and forget old searches, every night."""
    lexique.refaire()
    actions.oublier_les_vaines()
