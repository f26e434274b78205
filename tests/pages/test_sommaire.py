"""The summary of a country's page: only when there is enough to choose from."""

import pytest

from pages.fiche_pays import FichePays

BLOCS = ["groupes", "actualites", "a_venir", "passes", "fonds", "collectivites", "projets", "publications", "medias"]


@pytest.mark.parametrize(
    ("remplis", "identifiants"),
    [
        ([], []),
        (["groupes", "fonds"], []),
        # To come and past are one block: the agenda.
        (["groupes", "a_venir", "passes"], []),
        (["groupes", "passes", "fonds"], ["groupes", "agenda", "fonds"]),
        (["publications", "collectivites", "actualites"], ["actualites", "collectivites", "publications"]),
    ],
)
def test_a_summary_is_for_three_blocks_at_least(remplis, identifiants):
    fiche = FichePays(**{nom: ["une ligne"] if nom in remplis else [] for nom in BLOCS})
    assert [identifiant for _, identifiant in fiche.sommaire()] == identifiants
