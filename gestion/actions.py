"""Writes of the back office, whatever the row."""

from django.db import transaction

from socle.journal import journaliser


@transaction.atomic
def supprimer(*, objet, par):
    """Delete `objet`, and with it what the database ties to it; the journal keeps its name."""
    journaliser(par=par, action="supprimer", objet=objet)
    objet.delete()
