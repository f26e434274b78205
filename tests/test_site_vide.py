"""The site before anyone has written anything: every page that needs no object says so, and breaks nothing."""

import re

import pytest
from django.test import Client

from tests.jeu_de_donnees import ADRESSES

VIDES = [une for une in ADRESSES if not une.arguments and "page=" not in une.requete]


@pytest.mark.parametrize("adresse", VIDES, ids=str)
def test_each_address_answers_on_an_empty_site(db, adresse):
    # A value in the address is one that the list holds, or is refused.
    refusee = re.search(r"[?&](pays|country)=|choix=fiche:", adresse.requete)
    attendu = 400 if refusee else adresse.statut("visiteur")
    reponse = Client().get(adresse.chemin(None))
    assert reponse.status_code == attendu
