"""What machines read, and the map of the site: sitemap, robots."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.sitemaps import RUBRIQUES, plans
from socle.acces import Acces
from socle.plans import PlanDeLignes
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    CycleFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PageFabrique,
    PartenariatFabrique,
    ProjetFabrique,
    PublicationFabrique,
    ThemeFabrique,
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

    def test_names_every_section(self, visiteur):
        texte = visiteur.get("/plan-du-site/").text
        absentes = [nom for nom in RUBRIQUES if nom != "pages:plan" and f'href="{reverse(nom)}"' not in texte]
        assert absentes == []

    def test_empty(self, visiteur):
        assert visiteur.get("/plan-du-site/").status_code == 200


def lire(client, adresse, balise="url"):
    """Return the {address: day of its last change} of a sitemap, or of the index with « sitemap », as a robot would read it."""
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    assert reponse["Content-Type"] == "application/xml"
    espace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    lignes = ElementTree.fromstring(reponse.content).iter(f"{espace}{balise}")
    paires = [(un.findtext(f"{espace}loc"), un.findtext(f"{espace}lastmod")) for un in lignes]
    return {adresse.removeprefix("http://testserver"): jour and jour[:10] for adresse, jour in paires}


def sections(client):
    return lire(client, "/sitemap.xml", "sitemap")


class TestSitemap:
    def adresses(self, visiteur):
        """Every address that the index leads to, each once."""
        trouvees = [adresse for section in sections(visiteur) for adresse in lire(visiteur, section)]
        assert len(trouvees) == len(set(trouvees))
        return trouvees

    def test_public_and_online_only(self, visiteur, japon):
        for fabrique, prefixe in (
            (ActualiteFabrique, "/actualites/"),
            (EvenementFabrique, "/agenda/"),
            (AppelFabrique, "/appels-et-offres/"),
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
            assert f"{prefixe}{nom}-public/" in adresses
            assert not [adresse for adresse in adresses if adresse.removesuffix("/").endswith(("brouillon", "programme"))]
            assert not [adresse for adresse in adresses if adresse.removesuffix("/").endswith(("adherents", "equipe"))]

    def test_directory_groups_and_countries(self, visiteur, japon):
        CollectiviteFabrique(slug="nantes", pays=[japon])
        CollectiviteFabrique(slug="cachee", visible=False)
        GroupeFabrique(slug="japon")
        GroupeFabrique(slug="comite", nature="comite")
        adresses = self.adresses(visiteur)
        for attendue in ("/annuaire/nantes/", "/groupes-pays/japon/", "/pays/japon/", "/", "/annuaire/partenariats/"):
            assert attendue in adresses
        assert not [adresse for adresse in adresses if "cachee" in adresse or "comite" in adresse]

    def test_every_address_answers(self, visiteur, japon):
        ActualiteFabrique(pays=[japon])
        EvenementFabrique()
        GroupeFabrique()
        FondsFabrique()
        for adresse in self.adresses(visiteur):
            assert visiteur.get(adresse).status_code == 200, adresse

    def test_the_index_names_a_section_by_kind(self, visiteur):
        assert list(sections(visiteur)) == [f"/sitemap-{nom}.xml" for nom in plans()]
        for section in sections(visiteur):
            assert bool(lire(visiteur, section)) == (section == "/sitemap-rubriques.xml"), section

    def test_contents_stand_on_the_page_of_their_key(self, visiteur, monkeypatch):
        """A new row goes last, one that leaves does not move the others: each page keeps what it had."""
        monkeypatch.setattr(PlanDeLignes, "limit", 3)
        page = "/sitemap-actualites.xml?p=2"
        actualites = [ActualiteFabrique(pk=cle) for cle in (1, 2)]
        assert page not in sections(visiteur)
        assert visiteur.get(page).status_code == 404
        actualites += [ActualiteFabrique(pk=cle) for cle in (3, 5)]
        ActualiteFabrique(pk=8, brouillon=True)
        assert page in sections(visiteur)
        assert "/sitemap-actualites.xml?p=3" not in sections(visiteur)
        adresses = [actualite.get_absolute_url() for actualite in actualites]
        assert list(lire(visiteur, "/sitemap-actualites.xml")) == adresses[:2]
        assert list(lire(visiteur, page)) == adresses[2:]
        actualites[0].delete()
        assert list(lire(visiteur, page)) == adresses[2:]

    def test_one_row_more_than_a_page_makes_two(self, visiteur, monkeypatch):
        monkeypatch.setattr(PlanDeLignes, "limit", 2)
        page = "/sitemap-annuaire.xml?p=2"
        lignes = [CollectiviteFabrique() for _ in range(2)]
        assert page not in sections(visiteur)
        lignes.append(CollectiviteFabrique())
        adresses = [ligne.get_absolute_url() for ligne in lignes]
        assert list(lire(visiteur, "/sitemap-annuaire.xml")) == adresses[:2]
        assert list(lire(visiteur, page)) == adresses[2:]

    @pytest.mark.parametrize(
        "adresse",
        [
            "/sitemap-inconnue.xml", "/sitemap-.xml", "/sitemap-actualites.xml?p=0", "/sitemap-actualites.xml?p=x",
            "/sitemap-actualites.xml?p=%00", f"/sitemap-actualites.xml?p={'9' * 5000}",
        ],
    )  # fmt: skip
    def test_what_is_no_section_nor_page_is_not_found(self, visiteur, adresse):
        ActualiteFabrique()
        assert visiteur.get(adresse).status_code == 404

    def test_other_methods_are_refused(self, visiteur):
        for adresse in ("/sitemap.xml", "/sitemap-actualites.xml"):
            assert visiteur.post(adresse).status_code == 405

    def test_each_says_when_it_last_changed(self, visiteur, monkeypatch):
        monkeypatch.setattr(PlanDeLignes, "limit", 2)
        with time_machine.travel(datetime(2026, 3, 4, 10, tzinfo=UTC), tick=False):
            ActualiteFabrique(pk=1, slug="ecrite", publie_le=datetime(2026, 3, 1, tzinfo=UTC))
            # Written on the 4th, read from the 6th on.
            ActualiteFabrique(pk=2, slug="attendue", publie_le=datetime(2026, 3, 6, 10, tzinfo=UTC))
            CollectiviteFabrique(slug="nantes")
        with time_machine.travel(datetime(2026, 3, 5, 10, tzinfo=UTC), tick=False):
            assert sections(visiteur)["/sitemap-actualites.xml"] == "2026-03-04"
        with time_machine.travel(datetime(2026, 3, 7, 10, tzinfo=UTC), tick=False):
            assert lire(visiteur, "/sitemap-actualites.xml") == {"/actualites/ecrite/": "2026-03-04"}
            assert lire(visiteur, "/sitemap-actualites.xml?p=2") == {"/actualites/attendue/": "2026-03-06"}
            assert lire(visiteur, "/sitemap-annuaire.xml") == {"/annuaire/nantes/": "2026-03-04"}
            index = sections(visiteur)
        # That of the whole section, whatever the page.
        assert index["/sitemap-actualites.xml"] == index["/sitemap-actualites.xml?p=2"] == "2026-03-06"
        assert index["/sitemap-annuaire.xml"] == "2026-03-04"
        assert index["/sitemap-rubriques.xml"] is None

    def test_only_what_an_address_needs_is_read(self, visiteur, japon):
        peupler_les_sections(1, japon)
        with CaptureQueriesContext(connection) as requetes:
            for section in sections(visiteur):
                visiteur.get(section)
        for requete in requetes.captured_queries:
            lues = requete["sql"].split(" FROM ")[0]
            assert not [colonne for colonne in ("titre", "chapo", "corps", '"nom"', "texte") if colonne in lues], requete["sql"]

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre):
        peupler_les_sections(nombre, japon)
        # One by section with rows, all but the lists of the site.
        with django_assert_num_queries(14):
            visiteur.get("/sitemap.xml")
        for nom in plans():
            with django_assert_num_queries(0 if nom == "rubriques" else 2):
                visiteur.get(f"/sitemap-{nom}.xml")


def peupler_les_sections(nombre, pays):
    for _ in range(nombre):
        for fabrique in (
            ActualiteFabrique,
            AppelFabrique,
            EvenementFabrique,
            PublicationFabrique,
            MediaFabrique,
            FondsFabrique,
            GroupeFabrique,
        ):
            fabrique()
        GroupeFabrique(nature="thematique").themes.add(ThemeFabrique())
        PageFabrique(parent=PageFabrique())
        collectivite = CollectiviteFabrique(pays=[pays])
        PartenariatFabrique(collectivites=[collectivite], autorites=[AutoriteLocaleFabrique(pays=pays)])
        ProjetFabrique(collectivites=[collectivite], pays=[pays])
        EvenementFabrique(cycle=CycleFabrique())


def test_robots(visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    reponse = visiteur.get("/robots.txt")
    assert reponse["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: https://portail.exemple.test/sitemap.xml" in sur_une_ligne(reponse.text)
    assert "Disallow: /admin/" in sur_une_ligne(reponse.text)
