"""The demo, loaded once for the module on a référentiel cut down to the communes it names."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import transaction

from demo import lecture
from mediatheque.models import Document
from territoires.lecture import FICHIER
from territoires.lecture import lire as lire_referentiel
from territoires.synchro import importer


@pytest.fixture(scope="session")
def petit_referentiel():
    """The real référentiel, with the demo's communes only."""
    codes = {ligne["code"] for ligne in lecture.lire("collectivites")["collectivites"]}
    referentiel = lire_referentiel(FICHIER)
    communes = [ligne for ligne in referentiel.tables["communes"] if ligne["insee"] in codes]
    return replace(referentiel, tables={**referentiel.tables, "communes": communes})


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, petit_referentiel):
    """The demo loaded, for every test of the module; taken back afterwards, files included."""
    with django_db_blocker.unblock(), transaction.atomic():
        importer(petit_referentiel, ecrire=True)
        call_command("charger_demo", verbosity=0)
        yield
        for document in Document.objects.all():
            document.fichier.delete(save=False)
        transaction.set_rollback(True)
