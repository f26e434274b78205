"""What the queue does for the back office."""

from procrastinate.contrib.django import app

from gestion.echanges import grands
from socle.taches import Reprise


@app.task(name="gestion.poursuivre_un_tableau", queue="entretien", retry=Reprise())
def poursuivre_un_tableau(echange):
    """Try or import a large table, of that key, lot by lot."""
    grands.poursuivre(echange)
