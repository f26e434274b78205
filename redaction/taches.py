"""What the queue does for contents."""

from procrastinate.contrib.django import app

from redaction import actions_liens, corbeille, mise_en_ligne, remarques_dites, versions_anciennes
from socle.taches import Reprise


@app.periodic(cron="57 3 * * *")
@app.task(name="redaction.vider_la_corbeille", queue="entretien", retry=Reprise())
def vider_la_corbeille(timestamp):
    """Delete for good, every night, what has been in the bin for sixty days."""
    corbeille.vider()


@app.periodic(cron="27 4 * * *")
@app.task(name="redaction.eclaircir_les_versions", queue="entretien", retry=Reprise())
def eclaircir_les_versions(timestamp):
    """Delete, every night, the old versions that no rule keeps."""
    versions_anciennes.eclaircir()


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


@app.periodic(cron="*/5 * * * *")
@app.task(name="redaction.dire_les_remarques", queue="courriels", retry=Reprise())
def dire_les_remarques(timestamp):
    """Tell by mail those concerned of what was remarked, a few minutes after."""
    remarques_dites.dire()


@app.periodic(cron="* * * * *")
@app.task(name="redaction.mettre_en_ligne_les_echues", queue="entretien", retry=Reprise())
def mettre_en_ligne_les_echues(timestamp):
    """Put online, every minute, the new versions whose hour has come."""
    mise_en_ligne.mettre_en_ligne_les_echues()
