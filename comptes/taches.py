"""What the queue does for accounts."""

from procrastinate.contrib.django import app

from comptes import actions
from socle.taches import Reprise


@app.task(name="comptes.envoyer_liens", queue="courriels", retry=Reprise())
def envoyer_liens(*, courriel):
    """Look for the accounts of an address and write to each; after the answer, whose time then tells nothing of them."""
    actions.envoyer_liens(courriel=courriel)
