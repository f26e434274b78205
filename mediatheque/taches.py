"""What the queue does for the media library."""

from procrastinate.contrib.django import app

from mediatheque import avif, lecture
from socle.taches import Reprise


@app.periodic(cron="* * * * *")
@app.task(name="mediatheque.lire_les_nouveaux", queue="entretien", lock="mediatheque.lire", retry=Reprise())
def lire_les_nouveaux(timestamp):
    """Read, every minute, the documents sent since."""
    lecture.lire_les_nouveaux()


@app.periodic(cron="* * * * *")
@app.task(name="mediatheque.faire_les_avif", queue="entretien", lock="mediatheque.avif", retry=Reprise())
def faire_les_avif(timestamp):
    """Make, every minute, the AVIF files that are missing: of the pictures sent since, then of the older ones."""
    avif.faire_les_manquants()
