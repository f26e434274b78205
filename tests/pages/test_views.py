"""The home page, the countries, the editorial pages, and what machines read: map, robots, health."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from pages import views
from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    ContactFabrique,
    PageFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


class TestPagesEditoriales:
    def test_two_levels_with_the_menu_of_the_section(self, visiteur):
        racine = PageFabrique(slug="a-propos", titre="Qui sommes-nous", titre_menu="L’association")
        PageFabrique(slug="gouvernance", titre="Gouvernance", parent=racine, ordre=1)
        PageFabrique(slug="equipe", titre="Équipe", parent=racine, ordre=2, contacts=[ContactFabrique(nom="Accueil")])
        PageFabrique(slug="projet", titre="Projet de page", parent=racine, brouillon=True)
        texte = sur_une_ligne(visiteur.get("/a-propos/").text)
        assert texte.index("Gouvernance") < texte.index("Équipe")
        assert "Projet de page" not in texte
        fille = sur_une_ligne(visiteur.get("/a-propos/equipe/").text)
        assert "Accueil" in fille
        assert 'href="/a-propos/gouvernance/"' in fille
        assert 'href="/a-propos/equipe/" aria-current="page"' in fille
        assert 'href="/a-propos/">L’association' in fille

    @pytest.mark.parametrize(
        ("nombre", "corps", "au_corps"),
        [(1, "<p>Texte.</p>", False), (4, "<p>Texte.</p>", False), (5, "<p>Texte.</p>", True), (1, "", True)],
    )
    def test_contacts_that_are_the_page_stand_in_its_middle(self, visiteur, nombre, corps, au_corps):
        PageFabrique(slug="equipe", corps=corps, contacts=[ContactFabrique(nom=f"Pôle {rang}") for rang in range(nombre)])
        milieu, marge = sur_une_ligne(visiteur.get("/equipe/").text).split('<aside class="fiche__cote"')
        assert (milieu.count("contacts__nom"), marge.count("contacts__nom")) == ((nombre, 0) if au_corps else (0, nombre))

    def test_one_address_per_page(self, visiteur):
        racine = PageFabrique(slug="a-propos")
        PageFabrique(slug="equipe", parent=racine)
        assert visiteur.get("/equipe/").status_code == 404
        assert visiteur.get("/autre/equipe/").status_code == 404
        assert visiteur.get("/a-propos/a-propos/").status_code == 404
        assert visiteur.get("/rien/").status_code == 404

    def test_a_page_not_found_leads_to_the_site_map(self, visiteur):
        assert '<a href="/plan-du-site/">plan du site</a>' in sur_une_ligne(visiteur.get("/rien/").text)

    def test_access(self, visiteur, membre, client_redactrice):
        PageFabrique(slug="statuts", acces=Acces.ADHERENTS, corps="<p>Secret</p>")
        PageFabrique(slug="interne", acces=Acces.EQUIPE)
        PageFabrique(slug="brouillon", brouillon=True)
        assert visiteur.get("/statuts/").status_code == 403
        assert "Secret" in sur_une_ligne(membre.get("/statuts/").text)
        assert membre.get("/interne/").status_code == membre.get("/brouillon/").status_code == 404
        assert client_redactrice.get("/interne/").status_code == client_redactrice.get("/brouillon/").status_code == 200

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, nombre):
        racine = PageFabrique(slug="a-propos")
        for _ in range(nombre):
            PageFabrique(parent=racine)
        # Menu, page, documents, children, its version in another language.
        with django_assert_num_queries(6):
            visiteur.get("/a-propos/")


class TestMenus:
    def test_menu_and_foot(self, visiteur):
        racine = PageFabrique(slug="a-propos", titre="Qui sommes-nous", menu="principal", ordre=1)
        PageFabrique(slug="adherer", titre="Adhérer à l’association", titre_menu="Adhérer", menu="principal", parent=racine)
        PageFabrique(slug="mentions", titre="Mentions légales", menu="pied")
        PageFabrique(slug="cachee", titre="Cachée", menu="principal", acces=Acces.EQUIPE)
        PageFabrique(slug="brouillon", titre="Brouillon", menu="principal", brouillon=True)
        contexte = visiteur.get("/").context
        assert list(contexte["menu_pages"]) == [
            ("Adhérer", "/a-propos/adherer/", "fr"),
            ("Qui sommes-nous", "/a-propos/", "fr"),
        ]
        assert list(contexte["pied_pages"]) == [
            ("Mentions légales", "/mentions/", "fr"),
            ("Accessibilité\u00a0: partiellement conforme", "/accessibilite/", "fr"),
            ("Signaler un défaut d’accessibilité", "/accessibilite/signaler/", "fr"),
            ("Plan du site", "/plan-du-site/", "fr"),
            ("Données ouvertes", "/api/v1/", "fr"),
        ]

    def test_they_cost_nothing_where_they_are_not_shown(self, visiteur, django_assert_num_queries):
        with django_assert_num_queries(0):
            visiteur.get("/robots.txt")


class TestSante:
    def test_ok(self, visiteur):
        reponse = visiteur.get("/sante/")
        assert (reponse.status_code, reponse.text) == (200, "ok\n")
        assert "no-store" in reponse["Cache-Control"]

    def test_without_database(self, visiteur, monkeypatch):
        class Muette:
            def cursor(self):
                raise DatabaseError

        monkeypatch.setattr(views, "connection", Muette())
        assert visiteur.get("/sante/").status_code == 503


def test_the_banner_of_the_demo_never_shows_in_production(visiteur, settings):
    assert "Données de démonstration" in sur_une_ligne(visiteur.get("/").text)
    settings.CUF_ENV = "production"
    assert "Données de démonstration" not in sur_une_ligne(visiteur.get("/").text)


def test_pages_name_their_own_address(visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    for rang in range(11):
        ActualiteFabrique(publie_le=datetime(2025, 1, 1 + rang, tzinfo=UTC))
    for adresse in ("/", "/actualites/", "/actualites/?page=2", "/agenda/"):
        assert f'<link rel="canonical" href="https://portail.exemple.test{adresse}">' in sur_une_ligne(visiteur.get(adresse).text)


def test_a_page_of_a_list_that_does_not_exist_leads_back_to_its_beginning(visiteur, db):
    reponse = visiteur.get("/actualites/?page=99")
    assert reponse.status_code == 404
    assert 'href="/actualites/">Revenir au début de la liste</a>' in sur_une_ligne(reponse.text)
    assert "Revenir au début" not in sur_une_ligne(visiteur.get("/nulle-part/").text)


def test_the_mark_is_found_where_browsers_look_for_it(visiteur):
    reponse = visiteur.get("/favicon.ico")
    assert reponse.status_code == 301
    assert reponse["Location"].startswith("/static/img/favicon") and reponse["Location"].endswith(".ico")


def test_who_finds_a_weakness_knows_where_to_write(visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    reponse = visiteur.get("/.well-known/security.txt")
    assert reponse["Content-Type"] == "text/plain; charset=utf-8"
    lignes = dict(ligne.split(": ", 1) for ligne in reponse.text.splitlines())
    assert lignes["Contact"] == "https://portail.exemple.test/contact/"
    assert lignes["Canonical"] == "https://portail.exemple.test/.well-known/security.txt"
    reste = datetime.fromisoformat(lignes["Expires"]) - timezone.now()
    assert timedelta(days=90) < reste < timedelta(days=365)  # RFC 9116, 2.5.5: less than a year


def test_resources_have_one_name(visiteur, db):
    texte = visiteur.get("/ressources/").text
    assert "<h1>Ressources</h1>" in texte
    assert "<title>Ressources" in texte
    assert "entre de ressources" not in texte


def test_a_telephone_is_called_by_its_link(visiteur, db):
    contact = ContactFabrique(telephone="+33 (0)1 99 00 12 34")
    PageFabrique(slug="contact", contacts=[contact])
    assert 'href="tel:+33199001234"' in visiteur.get("/contact/").text
