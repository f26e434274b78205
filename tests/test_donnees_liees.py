"""The JSON-LD of every kind of page: valid by schema.org and by what Google asks, and nothing that is not public."""

from datetime import date, time, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from mediatheque.televersement import enregistrer_image
from socle import donnees_liees
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
    PaysFabrique,
)
from tests.jeu_de_donnees import GENS, PAGES_PUBLIQUES, dessin, jeu_d_un_module
from tests.schema_org.validateur import blocs, fautes


@pytest.fixture(scope="module")
def jeu(django_db_setup, django_db_blocker):
    with jeu_d_un_module(django_db_blocker) as jeu:
        yield jeu


@pytest.fixture(autouse=True)
def base(db):
    """Each test may read the set of data and write its own."""


def dit(client, objet, sorte):
    """Return the node of a type told by the page of a row; None when there is none."""
    reponse = client.get(objet.get_absolute_url())
    assert reponse.status_code == 200
    assert fautes(reponse.text) == []
    return next((noeud for noeud in blocs(reponse.text) if noeud["@type"] == sorte), None)


@pytest.mark.parametrize("adresse", PAGES_PUBLIQUES, ids=str)
def test_every_page_is_valid_for_a_visitor_and_for_the_team(jeu, adresse):
    for qui in ("visiteur", "equipe"):
        reponse = jeu.clients[qui].get(adresse.chemin(jeu))
        assert fautes(reponse.text) == []
        if 'class="fil cadre"' in reponse.text:
            assert "BreadcrumbList" in {noeud["@type"] for noeud in blocs(reponse.text)}


@pytest.mark.parametrize("slug", ["adherents", "groupe", "brouillon", "programmee"])
def test_nothing_is_told_of_a_text_that_is_restricted_or_not_online(jeu, slug):
    for qui in GENS:
        reponse = jeu.clients[qui].get(f"/actualites/{slug}/")
        assert {noeud["@type"] for noeud in blocs(reponse.text)} <= {"BreadcrumbList"}


def test_of_the_site(client):
    site = next(noeud for noeud in blocs(client.get("/").text) if noeud["@type"] == "WebSite")
    assert site["potentialAction"]["target"]["urlTemplate"] == donnees_liees.absolue("/recherche/?q={search_term_string}")
    assert site["publisher"] == {"@id": donnees_liees.absolue("/#association")}


def test_of_a_piece_of_news(client):
    image = enregistrer_image(fichier=ContentFile(dessin(), "p.jpg"), par=None, alt="Une place", credit="Camille")
    actualite = ActualiteFabrique(titre="Un titre " + "long " * 30, chapo="Ce qu’il faut savoir.", image=image)
    article = dit(client, actualite, "NewsArticle")
    assert len(article["headline"]) <= 110
    assert article["image"]["creditText"] == "Camille"
    assert article["image"]["url"].startswith("http")
    assert article["datePublished"] <= article["dateModified"]


def test_no_text_can_close_the_block(client):
    actualite = ActualiteFabrique(titre="</script><script>alert(1)</script> & <!--", chapo="a < b")
    page = client.get(actualite.get_absolute_url()).text
    assert "<script>alert" not in page
    assert fautes(page) == []


class TestEvenement:
    def evenement(self, client, **champs):
        jour = timezone.localdate() + timedelta(days=20)
        return dit(client, EvenementFabrique(**{"debut": jour, "fin": jour, "ville": "Lyon", **champs}), "Event")

    @pytest.mark.parametrize(
        ("champs", "etat"),
        [
            ({}, "EventScheduled"),
            ({"etat": "complet"}, "EventScheduled"),
            ({"etat": "annule"}, "EventCancelled"),
            ({"etat": "reporte", "annonce_au": date(2025, 11, 14)}, "EventRescheduled"),
            ({"etat": "reporte", "annonce_au": timezone.localdate() + timedelta(days=20)}, "EventPostponed"),
        ],
    )
    def test_its_state(self, client, champs, etat):
        dit_de_lui = self.evenement(client, **champs)
        assert dit_de_lui["eventStatus"] == f"https://schema.org/{etat}"
        assert dit_de_lui.get("previousStartDate") == ("2025-11-14" if etat == "EventRescheduled" else None)

    @pytest.mark.parametrize(
        ("mode", "lieux"), [("presentiel", ["Place"]), ("visio", ["VirtualLocation"]), ("hybride", ["Place", "VirtualLocation"])]
    )
    def test_where_to_go_and_never_the_link_of_the_meeting(self, client, mode, lieux):
        dit_de_lui = self.evenement(client, mode=mode, lien_visio="https://visio.exemple.test/secret")
        trouves = dit_de_lui["location"] if isinstance(dit_de_lui["location"], list) else [dit_de_lui["location"]]
        assert [lieu["@type"] for lieu in trouves] == lieux
        assert "secret" not in str(dit_de_lui)

    def test_nothing_when_nobody_knows_where_to_go(self, client):
        assert self.evenement(client, mode="a_preciser") is None
        assert self.evenement(client, mode="presentiel", lieu="", ville="") is None

    def test_its_hours_are_those_of_paris(self, client):
        jour = date(2026, 7, 1)
        heures = {"debut": jour, "fin": jour, "heure_debut": time(15), "heure_fin": time(0)}
        dit_de_lui = self.evenement(client, **heures)
        assert dit_de_lui["startDate"] == "2026-07-01T15:00:00+02:00"
        assert dit_de_lui["endDate"] == "2026-07-02T00:00:00+02:00"
        assert "endDate" not in self.evenement(client, **(heures | {"heure_fin": None}))
        assert self.evenement(client, debut=jour, fin=jour)["endDate"] == "2026-07-01"


def test_of_an_offer_while_it_is_open_and_complete(client):
    champs = {"genre": "emploi", "lieu": "Bordeaux", "organisme": "Ville de Bordeaux", "corps": "<p>Un poste.</p>"}
    offre = dit(client, AppelFabrique(**champs), "JobPosting")
    assert offre["jobLocation"]["address"] == {"@type": "PostalAddress", "addressLocality": "Bordeaux", "addressCountry": "FR"}
    assert dit(client, AppelFabrique(**(champs | {"lieu": ""})), "JobPosting") is None
    assert dit(client, AppelFabrique(**champs, cloture=date(2025, 1, 1)), "JobPosting") is None
    assert dit(client, AppelFabrique(**champs, pays=[PaysFabrique()]), "JobPosting") is None
    assert dit(client, AppelFabrique(genre="projets", lieu="Bordeaux"), "JobPosting") is None


def test_of_a_collectivite_and_of_an_authority(client, jeu):
    aix = dit(client, jeu.aix, "GovernmentOrganization")
    assert aix["address"]["postalCode"] == "13100"
    assert dit(client, CollectiviteFabrique(type="association"), "Organization")["name"]
    kumamoto = client.get("/annuaire/autorites/kumamoto-jp/").text
    assert [noeud["address"]["addressCountry"] for noeud in blocs(kumamoto) if "address" in noeud] == ["JP"]
    cachee = CollectiviteFabrique(visible=False)
    apercu = jeu.clients["equipe"].get(cachee.get_absolute_url())
    assert {noeud["@type"] for noeud in blocs(apercu.text)} == {"BreadcrumbList"}
