"""What the queue does for the media library."""

from procrastinate.contrib.django import app

from mediatheque import lecture
from socle.taches import Reprise


@app.periodic(cron="* * * * *")
@app.task(name="mediatheque.lire_les_nouveaux", queue="entretien", lock="mediatheque.lire", retry=Reprise())
def lire_les_nouveaux(timestamp):
    """Read, every minute, the documents sent since."""
    lecture.lire_les_nouveaux()
