"""What a profile tells of contents that not everyone may read."""

import pytest

from socle.acces import Acces
from tests.fabriques import ContributionFabrique, FondsFabrique

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("acces", "montres"),
    [
        (Acces.PUBLIC, (True, True, True)),
        (Acces.ADHERENTS, (False, True, True)),
        (Acces.GROUPE, (False, False, True)),
        (Acces.EQUIPE, (False, False, True)),
    ],
)
def test_the_amount_given_to_a_fund_is_told_to_those_who_read_the_fund(
    acces, montres, visiteur, etranger, client_redactrice, colombes
):
    ContributionFabrique(fonds=FondsFabrique(titre="Fonds Maroc", acces=acces), collectivite=colombes, montant=4321)
    pages = [client.get(colombes.get_absolute_url()).text for client in (visiteur, etranger, client_redactrice)]
    assert tuple("4\u00a0321" in page for page in pages) == montres
