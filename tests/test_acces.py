"""Who reads a page of each content, by its access level: one table for them all."""

import pytest

from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    EvenementFabrique,
    FondsFabrique,
    MediaFabrique,
    PublicationFabrique,
)

PAGES = {
    "/actualites/": ActualiteFabrique,
    "/agenda/": EvenementFabrique,
    "/appels-et-offres/": AppelFabrique,
    "/fonds-de-solidarite/": FondsFabrique,
    "/ressources/": PublicationFabrique,
    "/ressources/mediatheque/": MediaFabrique,
}
# The answer to a visitor, a member of the group, an adhérent who is not, an agent without membership, the team.
ATTENDUS = {
    Acces.PUBLIC: (200, 200, 200, 200, 200),
    Acces.COLLECTIVITES: (403, 200, 200, 200, 200),
    Acces.ADHERENTS: (403, 200, 200, 403, 200),
    Acces.GROUPE: (403, 200, 403, 403, 200),
    Acces.EQUIPE: (404, 404, 404, 404, 200),
}


@pytest.mark.parametrize("acces", Acces.values)
@pytest.mark.parametrize("prefixe", PAGES)
def test_a_page_opens_to_who_may_read_it(visiteur, membre, etranger, agent, client_redactrice, groupe_japon, prefixe, acces):
    PAGES[prefixe](slug="la-page", acces=acces, cercles=[groupe_japon], corps="<p>Secret</p>")
    for client, code in zip((visiteur, membre, etranger, agent, client_redactrice), ATTENDUS[acces], strict=True):
        reponse = client.get(f"{prefixe}la-page/")
        assert reponse.status_code == code
        assert ("Secret" in reponse.text) == (code == 200)
