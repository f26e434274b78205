"""The register of contents: a kind is told by its own app alone, and all that gathers contents knows it."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from redaction.models import Contenu
from redaction.registre import sorte_de, sortes
from tests.base import adresse_de_la_base


def test_every_content_is_in_the_register_once():
    assert {sorte.modele for sorte in sortes()} == {modele for modele in apps.get_models() if issubclass(modele, Contenu)}
    assert len({sorte.cle for sorte in sortes()}) == len(sortes())


@pytest.mark.parametrize("sorte", sortes(), ids=lambda sorte: sorte.cle)
def test_what_a_kind_says_exists(sorte):
    assert sorte_de(sorte.modele()) is sorte
    assert sorte.modele._meta.get_field(sorte.jour)
    for gabarit in (sorte.carte, sorte.bloc, sorte.rubrique, *(une.gabarit for une in sorte.lectures)):
        assert get_template(gabarit)
    for nom in filter(None, (sorte.liste, sorte.flux)):
        assert reverse(nom)


@pytest.mark.django_db
def test_a_seventh_kind_is_its_own_app_and_one_line():
    """The toy kind of `tests/jouet`, in a process of its own: an app cannot be taken out of Django once in."""
    commande = [
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--ds=tests.jouet.reglages", "--create-db",
        "tests/jouet/essai_registre.py",
    ]  # fmt: skip
    environnement = os.environ | {"DATABASE_URL": adresse_de_la_base("postgres")}
    resultat = subprocess.run(commande, cwd=settings.BASE_DIR, env=environnement, capture_output=True, text=True)
    assert resultat.returncode == 0, resultat.stdout[-4000:]
    assert "6 passed" in resultat.stdout
