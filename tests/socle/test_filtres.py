"""A shared address outlives the list: what it asks for exists, the list holds none of it today."""

import pytest

from groupes_pays.models import Nature
from tests.fabriques import (
    CollectiviteFabrique,
    DepartementFabrique,
    GroupeFabrique,
    OddFabrique,
    PaysFabrique,
    RegionFabrique,
    SecteurFabrique,
    ThemeFabrique,
)


@pytest.fixture
def referentiel(db):
    PaysFabrique(alpha2="TR", nom="Turquie")
    ThemeFabrique(slug="genre", nom="Genre")
    RegionFabrique(slug="bretagne")
    DepartementFabrique(code="35")
    SecteurFabrique(slug="eau")
    OddFabrique(numero=6)
    GroupeFabrique(slug="turquie")
    CollectiviteFabrique()


@pytest.mark.parametrize(
    "adresse",
    [
        "/actualites/?pays=TR",
        "/actualites/?theme=genre",
        "/actualites/?groupe=turquie",
        "/actualites/?type=hommage",
        "/actualites/flux.rss?pays=TR",
        "/agenda/?pays=TR&theme=genre&groupe=turquie",
        "/agenda/calendrier.ics?pays=TR",
        "/annuaire/?region=bretagne&departement=35&secteur=eau&odd=6&type=syndicat&pays=TR",
        "/annuaire/partenariats/?pays=TR&region=bretagne&departement=35&nature=jumelage",
        "/fonds-de-solidarite/?pays=TR&etat=clos",
        "/ressources/?pays=TR&theme=genre",
    ],
)
def test_what_exists_but_is_not_in_the_list_finds_nothing(visiteur, referentiel, adresse):
    assert visiteur.get(adresse).status_code == 200


def test_the_empty_list_names_the_filter_and_leads_out(visiteur, referentiel):
    texte = visiteur.get("/actualites/?pays=TR").text
    assert "Retirer le filtre Pays" in texte
    assert '<option value="TR" selected>Turquie</option>' in texte
    assert "Aucune actualité" in texte


@pytest.mark.parametrize(
    "adresse",
    [
        "/annuaire/?pays=ZZ",
        "/annuaire/?odd=six",
        "/annuaire/?odd=99999999999999999999",
        "/annuaire/?region=%00",
        "/annuaire/?type=chateau",
        "/actualites/?annee=1066",
    ],
)
def test_what_does_not_exist_is_refused(visiteur, referentiel, adresse):
    reponse = visiteur.get(adresse)
    assert reponse.status_code == 400
    assert "Cette valeur n’existe pas dans la liste" in reponse.text


def test_a_donors_committee_is_not_named(visiteur, db):
    GroupeFabrique(slug="comite-maroc", nom="Comité Maroc", nature=Nature.COMITE)
    reponse = visiteur.get("/actualites/?groupe=comite-maroc")
    assert reponse.status_code == 400
    assert "Comité Maroc" not in reponse.text
