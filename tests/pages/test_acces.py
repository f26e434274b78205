"""What is hidden does not show through what gathers it."""

import pytest

from annuaire.models import Collectivite
from socle.acces import Acces
from tests.fabriques import AutoriteLocaleFabrique, CollectiviteFabrique, PageFabrique, PartenariatFabrique
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def test_a_country_known_only_by_a_hidden_collectivite_is_not_listed(visiteur, japon):
    cachee = CollectiviteFabrique(visible=False)
    PartenariatFabrique(collectivites=[cachee], autorites=[AutoriteLocaleFabrique(pays=japon)])
    for adresse in ("/pays/", "/plan-du-site/", "/sitemap-pays.xml"):
        assert "/pays/japon/" not in sur_une_ligne(visiteur.get(adresse).text), adresse
    Collectivite.objects.update(visible=True)
    for adresse in ("/pays/", "/plan-du-site/", "/sitemap-pays.xml"):
        assert "/pays/japon/" in sur_une_ligne(visiteur.get(adresse).text), adresse


@pytest.mark.parametrize("cache", [{"brouillon": True}, {"acces": Acces.EQUIPE}])
def test_a_page_does_not_tell_the_title_of_the_hidden_page_above_it(cache, visiteur, client_redactrice):
    racine = PageFabrique(slug="projet", titre="Projet secret", **cache)
    PageFabrique(slug="sous-page", titre="Sous-page", parent=racine)
    PageFabrique(slug="voisine", titre="Voisine", parent=racine)
    page = visiteur.get("/projet/sous-page/")
    assert page.status_code == 200
    assert "Projet secret" not in sur_une_ligne(page.text)
    assert ("Projet secret" in sur_une_ligne(client_redactrice.get("/projet/sous-page/").text)) is True
