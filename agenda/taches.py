"""What the queue does for the agenda."""

from django.utils import timezone
from procrastinate.contrib.django import app

from agenda import comptes_rendus
from socle.taches import Reprise


@app.periodic(cron="12 5 * * *")
@app.task(name="agenda.suivre_les_comptes_rendus", queue="entretien", lock="agenda.comptes_rendus", retry=Reprise())
def suivre_les_comptes_rendus(timestamp):
    """Ask for the minutes of the meetings that took place, and remind, every morning."""
    comptes_rendus.suivre(timezone.localdate())
