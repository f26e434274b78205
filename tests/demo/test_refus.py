"""Where the demo is refused."""

import pytest
from django.core.management import CommandError, call_command

from comptes.models import Utilisateur
from territoires.models import Pays

pytestmark = pytest.mark.django_db


def test_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="ne se charge pas en production"):
        call_command("charger_demo")
    assert not Utilisateur.objects.exists()


def test_refused_without_the_referentiel():
    assert not Pays.objects.exists()
    with pytest.raises(CommandError, match="importer_referentiel --ecrire"):
        call_command("charger_demo")
    assert not Utilisateur.objects.exists()
