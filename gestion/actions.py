"""Writes of the back office, whatever the row."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from socle.journal import journaliser


@transaction.atomic
def supprimer(*, objet: Model, par: AbstractBaseUser) -> None:
    """Delete `objet`, and with it what the database ties to it; the journal keeps its name."""
    journaliser(par=par, action="supprimer", objet=objet)
    objet.delete()
