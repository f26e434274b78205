"""The summary of a country's page: only when there is enough to choose from."""

import pytest

from actualites.models import Actualite
from agenda.models import Evenement
from fonds_solidarite.models import FondsSolidarite
from pages.fiche_pays import FichePays
from redaction.registre import BlocDeSujet, Volet, sorte_de
from ressources.models import Publication


def blocs(*modeles):
    return [BlocDeSujet(sorte_de(modele), None, [Volet("", []), Volet("", ["une ligne"])], "") for modele in modeles]


@pytest.mark.parametrize(
    ("remplis", "identifiants"),
    [
        ({}, []),
        ({"groupes": [1], "en_suite": blocs(FondsSolidarite)}, []),
        ({"groupes": [1], "en_tete": blocs(Evenement)}, []),
        (
            {"groupes": [1], "en_tete": blocs(Evenement), "en_suite": blocs(FondsSolidarite)},
            ["groupes", "agenda", "fonds"],
        ),
        (
            {"collectivites": [1], "en_tete": blocs(Actualite), "en_suite": blocs(Publication)},
            ["actualites", "collectivites", "publications"],
        ),
    ],
)
def test_a_summary_is_for_three_blocks_at_least(remplis, identifiants):
    vides = dict.fromkeys(["groupes", "en_tete", "collectivites", "projets", "en_suite"], [])
    assert [identifiant for _, identifiant in FichePays(**vides | remplis).sommaire()] == identifiants
