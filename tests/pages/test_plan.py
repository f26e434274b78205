"""What machines read, and the map of the site: sitemap, robots."""

from xml.etree import ElementTree

import pytest

from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PageFabrique,
    PublicationFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


class TestPlan:
    def test_names_every_page(self, visiteur, japon):
        racine = PageFabrique(titre="Qui sommes-nous")
        PageFabrique(titre="Gouvernance", parent=racine)
        PageFabrique(titre="Interne", acces=Acces.EQUIPE)
        GroupeFabrique(nom="Groupe-pays Japon", pays=[japon])
        FondsFabrique(titre="Fonds Noto")
        texte = sur_une_ligne(visiteur.get("/plan-du-site/").text)
        for attendu in ("Qui sommes-nous", "Gouvernance", 'href="/groupes-pays/', "Fonds Noto", 'href="/pays/japon/"'):
            assert attendu in texte
        assert "Interne" not in texte

    def test_empty(self, visiteur):
        assert visiteur.get("/plan-du-site/").status_code == 200


class TestSitemap:
    def adresses(self, visiteur):
        reponse = visiteur.get("/sitemap.xml")
        assert reponse["Content-Type"] == "application/xml"
        espace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        return [url.findtext(f"{espace}loc") for url in ElementTree.fromstring(reponse.content).iter(f"{espace}url")]

    def test_public_and_online_only(self, visiteur, japon):
        for fabrique, prefixe in (
            (ActualiteFabrique, "/actualites/"),
            (EvenementFabrique, "/agenda/"),
            (PublicationFabrique, "/ressources/"),
            (MediaFabrique, "/ressources/mediatheque/"),
            (FondsFabrique, "/fonds-de-solidarite/"),
            (PageFabrique, "/"),
        ):
            nom = fabrique._meta.model._meta.model_name
            fabrique(slug=f"{nom}-public")
            for slug, champs in (
                ("brouillon", {"brouillon": True}),
                ("programme", {"programme": True}),
                ("adherents", {"acces": Acces.ADHERENTS}),
                ("equipe", {"acces": Acces.EQUIPE}),
            ):
                fabrique(slug=f"{nom}-{slug}", **champs)
            adresses = self.adresses(visiteur)
            assert f"http://testserver{prefixe}{nom}-public/" in adresses
            assert not [adresse for adresse in adresses if adresse.removesuffix("/").endswith(("brouillon", "programme"))]
            assert not [adresse for adresse in adresses if adresse.removesuffix("/").endswith(("adherents", "equipe"))]

    def test_directory_groups_and_countries(self, visiteur, japon):
        CollectiviteFabrique(slug="nantes", pays=[japon])
        CollectiviteFabrique(slug="cachee", visible=False)
        GroupeFabrique(slug="japon")
        GroupeFabrique(slug="comite", nature="comite")
        adresses = self.adresses(visiteur)
        for attendue in ("/annuaire/nantes/", "/groupes-pays/japon/", "/pays/japon/", "/", "/annuaire/partenariats/"):
            assert f"http://testserver{attendue}" in adresses
        assert not [adresse for adresse in adresses if "cachee" in adresse or "comite" in adresse]

    def test_every_address_answers(self, visiteur, japon):
        ActualiteFabrique(pays=[japon])
        EvenementFabrique()
        GroupeFabrique()
        FondsFabrique()
        for adresse in self.adresses(visiteur):
            assert visiteur.get(adresse.removeprefix("http://testserver")).status_code == 200, adresse

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_max_num_queries, japon, nombre):
        for _ in range(nombre):
            for fabrique in (
                ActualiteFabrique,
                EvenementFabrique,
                PublicationFabrique,
                MediaFabrique,
                FondsFabrique,
                PageFabrique,
            ):
                fabrique()
            CollectiviteFabrique(pays=[japon])
            GroupeFabrique()
        with django_assert_max_num_queries(10):
            visiteur.get("/sitemap.xml")


def test_robots(visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    reponse = visiteur.get("/robots.txt")
    assert reponse["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: https://portail.exemple.test/sitemap.xml" in sur_une_ligne(reponse.text)
    assert "Disallow: /admin/" in sur_une_ligne(reponse.text)
