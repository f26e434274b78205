"""What the queue does for the directory."""

from procrastinate.contrib.django import app

from annuaire.models import DemandeAdhesion
from socle.taches import Reprise


@app.periodic(cron="47 4 * * *")
@app.task(name="annuaire.oublier_les_adhesions", queue="entretien", retry=Reprise())
def oublier_les_adhesions(timestamp):
    """Forget the requests to join of more than a year ago, every night."""
    DemandeAdhesion.objects.a_oublier().delete()
