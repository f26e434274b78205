"""The benchmark measures what it says, finds every page, and fails when a page costs too much."""

import re
from io import StringIO
from itertools import product

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from comptes.models import Session, Utilisateur
from demo import mesures
from socle.plans import PlanDeLignes
from tests.fabriques import ActualiteFabrique, UtilisateurFabrique


def lancer(**options):
    """Run the command with high bars unless told otherwise, and return (what it printed, what it blamed)."""
    sortie, erreurs = StringIO(), StringIO()
    options = {"fois": 1, "requetes_max": 1000, "duree_max": 100_000, **options}
    call_command("mesurer_pages", stdout=sortie, stderr=erreurs, **options)
    return sortie.getvalue(), erreurs.getvalue()


def test_queries_are_counted_without_debug(db, settings):
    settings.DEBUG = False
    with mesures.compter() as vues, connection.cursor() as curseur:
        curseur.execute("SELECT 1")
        Utilisateur.objects.count()
    assert len(vues) == 2
    Utilisateur.objects.count()
    assert len(vues) == 2


def test_every_page_is_found_with_its_filters_and_its_further_pages(db, japon, armenie):
    ActualiteFabrique.create_batch(9, pays=[japon])
    ActualiteFabrique.create_batch(3, pays=[armenie])
    reservee = ActualiteFabrique(acces="adherents")
    adresses = mesures.parcourir(Client(), ["/"], garder=mesures.Garde(visiteur=True))
    assert len(adresses) == len(set(adresses))
    assert {"/actualites/?page=2", "/actualites/?pays=JP", "/pays/japon/", reservee.get_absolute_url()} <= set(adresses)
    assert not [une for une in adresses if une.startswith(("/media/", "/static/", "http", "//"))]
    membre = mesures.parcourir(Client(), ["/"], garder=mesures.Garde(visiteur=False))
    assert {une for une in membre if "?" in une} == {"/actualites/?page=1", "/actualites/?page=2"}


def test_the_map_of_the_site_is_followed_to_its_last_page(db, monkeypatch):
    monkeypatch.setattr(PlanDeLignes, "limit", 1)
    actualites = ActualiteFabrique.create_batch(2)
    trouvees = mesures.parcourir(Client(), ["/sitemap.xml"], garder=lambda adresse: "flux" not in adresse)
    assert {"/sitemap-actualites.xml?p=2", *(une.get_absolute_url() for une in actualites)} <= set(trouvees)


def test_the_back_office_shows_one_form_by_model(db):
    garde = mesures.Garde(visiteur=False)
    assert garde("/admin/actualites/actualite/")
    assert garde("/admin/actualites/actualite/add/")
    assert garde("/admin/actualites/actualite/1/change/")
    assert not garde("/admin/actualites/actualite/2/change/")
    assert garde("/admin/agenda/evenement/2/change/")
    assert not garde("/admin/actualites/actualite/1/delete/")
    assert not garde("/admin/actualites/actualite/?o=1")


@pytest.fixture
def demonstration(bob, editrice):
    """The three accounts that the command signs in."""
    UtilisateurFabrique(courriel="admin@exemple.test", is_staff=True, is_superuser=True)
    return ActualiteFabrique(titre="Une actualité")


@pytest.fixture
def quatre_pages(monkeypatch):
    """Measure four pages only: the tests above find them all."""
    monkeypatch.setattr(mesures, "parcourir", lambda client, departs, garder: ["/", "/actualites/", "/espace/", "/admin/"])


def test_the_command_says_what_each_page_costs_and_leaves_nothing(demonstration, quatre_pages):
    sortie, erreurs = lancer()
    assert erreurs == ""
    for mot in ("visiteur", "membre", "équipe", "admin", "rapport", "/espace/", "/admin/", " communes", "Requêtes :"):
        assert mot in sortie
    assert Session.objects.count() == 0


@pytest.mark.parametrize("seuil", [{"requetes_max": 2}, {"duree_max": 0.001}])
def test_a_page_too_costly_is_named_and_fails_the_command(demonstration, quatre_pages, seuil):
    erreurs = StringIO()
    with pytest.raises(CommandError, match="mesures passent"):
        call_command(
            "mesurer_pages", fois=1, stdout=StringIO(), stderr=erreurs, **{"requetes_max": 1000, "duree_max": 1e6, **seuil}
        )
    assert "Trop cher : /actualites/" in erreurs.getvalue()
    assert "Trop cher : /admin/ (équipe)" in erreurs.getvalue()


def test_each_address_has_its_line_when_asked(demonstration, quatre_pages):
    lignes = re.findall(r"(visiteur|membre|équipe|admin) +(/\S*)  \[\d{3}\]", lancer(toutes=True)[0])
    lecteurs, adresses = ["visiteur", "membre", "équipe", "admin"], ["/", "/actualites/", "/espace/", "/admin/"]
    assert sorted(lignes) == sorted(product(lecteurs, adresses))


def test_a_page_that_fails_fails_the_command(demonstration, quatre_pages, monkeypatch):
    vraie = mesures.ouvrir

    def ouvrir(client, adresse):
        statut, texte = vraie(client, adresse)
        return (500, "") if adresse == "/actualites/" else (statut, texte)

    monkeypatch.setattr(mesures, "ouvrir", ouvrir)
    with pytest.raises(CommandError):
        lancer()


def test_without_the_demo_one_line_says_to_load_it(db):
    with pytest.raises(CommandError, match="charger_demo"):
        lancer()


def test_a_number_of_visits_that_makes_no_sense_is_refused(db):
    with pytest.raises(CommandError, match="--fois"):
        lancer(fois=0)
