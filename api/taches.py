"""What the queue does for the open data."""

from procrastinate.contrib.django import app

from api import frequence
from socle.taches import Reprise


@app.periodic(cron="*/10 * * * *")
@app.task(name="api.oublier_les_passages", queue="entretien", retry=Reprise())
def oublier_les_passages(timestamp):
    """Forget who asked in the minutes gone by."""
    frequence.oublier()
