"""The home page, the countries, the editorial pages, and what machines read: map, robots, health."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from pages import views
from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    AffectationFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    ContributionFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    MediaFabrique,
    PageFabrique,
    PartenariatFabrique,
    PaysFabrique,
    PresidenceFabrique,
    PublicationFabrique,
    RattachementFabrique,
    ThemeFabrique,
    UtilisateurFabrique,
)

pytestmark = pytest.mark.django_db


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


class TestAccueil:
    def test_empty_site(self, visiteur):
        reponse = visiteur.get("/")
        assert reponse.status_code == 200
        assert reponse.context["une"] is None
        assert "Aucun événement à venir pour le moment" in reponse.text

    def test_latest_of_everything(self, visiteur):
        for rang in range(7):
            ActualiteFabrique(titre=f"Nouvelle {rang}", publie_le=timezone.now() - timedelta(days=rang + 1))
        for jours in (-1, 1, 2, 3, 4):
            EvenementFabrique(titre=f"Rencontre {jours}", debut=dans(jours))
        GroupeFabrique(nom="Groupe-pays Japon", slug="japon")
        GroupeFabrique(nom="Groupe-pays Ancien", etat="clos")
        GroupeFabrique(nom="Dynamique Climat", slug="climat", nature="thematique")
        GroupeFabrique(nom="Comité des donateurs", nature="comite")
        fonds = FondsFabrique(titre="Fonds Maroc")
        contribution = ContributionFabrique(fonds=fonds, montant=520_000)
        AffectationFabrique(fonds=fonds, montant=380_000)
        PublicationFabrique(titre="Répertoire")
        reponse = visiteur.get("/")
        contexte, texte = reponse.context, reponse.text
        assert contexte["une"].titre == "Nouvelle 0"
        assert [a.titre for a in contexte["actualites"]] == [f"Nouvelle {rang}" for rang in range(1, 5)]
        assert [e.titre for e in contexte["evenements"]] == ["Rencontre 1", "Rencontre 2", "Rencontre 3"]
        assert contexte["groupes_pays"] == [("Japon", "/groupes-pays/japon/")]
        assert contexte["dynamiques"] == [("Climat", "/dynamiques/climat/")]
        assert "Comité des donateurs" not in texte
        assert "520\u00a0000\u00a0€" in texte and contribution.montant
        assert "Répertoire" in texte

    def test_only_what_the_reader_may_hear_of(self, visiteur, client_redactrice):
        ActualiteFabrique(titre="Interne", acces=Acces.EQUIPE)
        EvenementFabrique(titre="Réunion interne", acces=Acces.EQUIPE)
        FondsFabrique(titre="Fonds interne", acces=Acces.EQUIPE)
        PublicationFabrique(titre="Brouillon de plaquette", brouillon=True)
        texte = visiteur.get("/").text
        for cache in ("Interne", "Réunion interne", "Fonds interne", "Brouillon de plaquette"):
            assert cache not in texte
        assert "Réunion interne" in client_redactrice.get("/").text

    def test_the_directory_can_be_searched(self, visiteur):
        texte = visiteur.get("/").text
        assert f'action="{reverse("annuaire:liste")}"' in texte
        assert visiteur.get(reverse("annuaire:liste"), {"q": "nantes"}).status_code == 200

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_max_num_queries, japon, nombre):
        PageFabrique(menu="principal")
        for _ in range(nombre):
            ActualiteFabrique(pays=[japon], themes=[ThemeFabrique()])
            EvenementFabrique(pays=[japon])
            GroupeFabrique(pays=[japon])
            PublicationFabrique(pays=[japon])
            ContributionFabrique(fonds=FondsFabrique(pays=[japon]))
        # Menu, news, countries, themes, events, groups, figures, funds, publications, media.
        with django_assert_max_num_queries(10):
            visiteur.get("/")


class TestPays:
    def test_gathers_everything(self, visiteur, japon, armenie):
        groupe = GroupeFabrique(nom="Groupe-pays Japon", pays=[japon])
        presidente = PresidenceFabrique(groupe=groupe).personne
        MandatFabrique(personne=presidente, fonction="adjointe", collectivite__nom="Ville d’Ici")
        ActualiteFabrique(titre="Une nouvelle", pays=[japon])
        EvenementFabrique(titre="À venir bientôt", pays=[japon], debut=dans(3))
        EvenementFabrique(titre="Déjà passé", pays=[japon], debut=dans(-3))
        ContributionFabrique(fonds=FondsFabrique(titre="Fonds Noto", pays=[japon]), montant=1500)
        PublicationFabrique(titre="Répertoire", pays=[japon])
        cannes = CollectiviteFabrique(nom="Ville de Cannes")
        PartenariatFabrique(
            collectivites=[cannes],
            autorites=[AutoriteLocaleFabrique(nom="Shizuoka", pays=japon), AutoriteLocaleFabrique(nom="Goris", pays=armenie)],
            nature="jumelage",
            annee=1991,
        )
        CollectiviteFabrique(nom="Ville de Tours", pays=[japon])
        CollectiviteFabrique(nom="Ville cachée", pays=[japon], visible=False)
        ActualiteFabrique(titre="Ailleurs", pays=[armenie])
        reponse = visiteur.get("/pays/japon/")
        texte = reponse.text.replace("\u00a0", " ")
        for attendu in (
            "Groupe-pays Japon",
            f"{presidente}, adjointe, Ville d’Ici",
            "Une nouvelle",
            "À venir bientôt",
            "Déjà passé",
            "Fonds Noto",
            "1 500 €",
            "Répertoire",
            "Jumelage avec Shizuoka, depuis 1991",
            "Ville de Tours",
            'href="/actualites/?pays=JP"',
            'href="/agenda/?pays=JP&amp;periode=tous"',
            'href="/ressources/?pays=JP"',
        ):
            assert attendu in texte, attendu
        for absent in ("Ailleurs", "Goris", "Ville cachée"):
            assert absent not in texte
        assert [e.titre for e in reponse.context["fiche"].a_venir] == ["À venir bientôt"]
        assert len(reponse.context["sommaire"]) == 6

    def test_the_links_to_the_lists_answer(self, visiteur, japon):
        ActualiteFabrique(pays=[japon])
        EvenementFabrique(pays=[japon], debut=dans(-3))
        PublicationFabrique(pays=[japon])
        PartenariatFabrique(collectivites=[CollectiviteFabrique(pays=[japon])], autorites=[AutoriteLocaleFabrique(pays=japon)])
        for lien in visiteur.get("/pays/japon/").context["liens"].values():
            assert visiteur.get(lien).status_code == 200, lien

    def test_nothing_yet(self, visiteur, japon):
        reponse = visiteur.get("/pays/japon/")
        assert reponse.status_code == 200
        assert "Le portail n’a encore rien sur ce pays" in reponse.text
        assert "noindex" in reponse.text

    def test_soonest_and_latest_events(self, visiteur, japon):
        for jours in (*range(1, 9), *range(-8, 0)):
            EvenementFabrique(titre=f"J{jours}", pays=[japon], debut=dans(jours))
        fiche = visiteur.get("/pays/japon/").context["fiche"]
        assert [e.titre for e in fiche.a_venir] == [f"J{jours}" for jours in range(1, 7)]
        assert [e.titre for e in fiche.passes] == [f"J{-jours}" for jours in range(1, 7)]

    def test_team_notes_are_for_the_team(self, visiteur, client_redactrice, japon):
        ActualiteFabrique(titre="Interne", pays=[japon], acces=Acces.EQUIPE)
        assert "Interne" not in visiteur.get("/pays/japon/").text
        assert "Interne" in client_redactrice.get("/pays/japon/").text

    def test_unknown(self, visiteur):
        assert visiteur.get("/pays/atlantide/").status_code == 404

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_max_num_queries, japon, nombre):
        for _ in range(nombre):
            groupe = GroupeFabrique(pays=[japon])
            MandatFabrique(personne=PresidenceFabrique(groupe=groupe).personne)
            ActualiteFabrique(pays=[japon], themes=[ThemeFabrique()])
            EvenementFabrique(pays=[japon])
            EvenementFabrique(pays=[japon], debut=dans(-3))
            PublicationFabrique(pays=[japon])
            ContributionFabrique(fonds=FondsFabrique(pays=[japon]))
            PartenariatFabrique(collectivites=[CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique(pays=japon)])
        with django_assert_max_num_queries(12):
            visiteur.get("/pays/japon/")


def test_names_with_accents_stand_where_a_reader_looks_for_them(visiteur, client_de, japon):
    noms = ["Avignon", "Évry", "Nancy"]
    nancy, evry, avignon = (CollectiviteFabrique(nom=nom, pays=[japon]) for nom in reversed(noms))
    assert [une.nom for une in visiteur.get("/pays/japon/").context["fiche"].collectivites] == noms
    compte = UtilisateurFabrique()
    for une in (nancy, evry, avignon):
        RattachementFabrique(utilisateur=compte, collectivite=une)
    lignes = client_de(compte).get("/espace/").context["lignes"]
    assert [ligne["collectivite"].nom for ligne in lignes] == noms
    for nom, prenom in (("Petit", "Zoé"), ("Petit", "Édith"), ("Évrard", "Zoé")):
        MandatFabrique(personne__nom=nom, personne__prenom=prenom, collectivite=nancy)
    mandats = visiteur.get(nancy.get_absolute_url()).context["mandats"]
    assert [(mandat.personne.nom, mandat.personne.prenom) for mandat in mandats] == [
        ("Évrard", "Zoé"), ("Petit", "Édith"), ("Petit", "Zoé"),
    ]  # fmt: skip


class TestListeDesPays:
    def test_only_those_with_content_by_region(self, visiteur, japon, armenie):
        pays = {code: PaysFabrique(alpha2=code, region_monde="afrique") for code in ("MA", "SN", "TN", "MG", "ML", "TG")}
        GroupeFabrique(pays=[pays["MA"]])
        EvenementFabrique(pays=[pays["SN"]])
        FondsFabrique(pays=[pays["TN"]])
        PublicationFabrique(pays=[pays["MG"]])
        CollectiviteFabrique(pays=[pays["ML"]])
        PartenariatFabrique(collectivites=[CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique(pays=japon)])
        ActualiteFabrique(pays=[armenie], brouillon=True)
        AutoriteLocaleFabrique(pays=pays["TG"])  # without any partnership
        reponse = visiteur.get("/pays/")
        regions = {nom: [un.pk for un in liste] for nom, liste in reponse.context["regions"]}
        assert regions == {"Afrique": ["MA", "MG", "ML", "SN", "TN"], "Asie": ["JP"]}
        assert [un.pk for un in dict(reponse.context["regions"])["Afrique"] if un.a_un_groupe] == ["MA"]

    def test_none(self, visiteur):
        assert "Aucun pays pour le moment" in visiteur.get("/pays/").text

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, nombre):
        for rang in range(nombre):
            ActualiteFabrique(pays=[PaysFabrique(alpha2="A" + chr(65 + rang))])
        with django_assert_num_queries(2):
            visiteur.get("/pays/")


class TestPagesEditoriales:
    def test_two_levels_with_the_menu_of_the_section(self, visiteur):
        racine = PageFabrique(slug="a-propos", titre="Qui sommes-nous", titre_menu="L’association")
        PageFabrique(slug="gouvernance", titre="Gouvernance", parent=racine, ordre=1)
        PageFabrique(slug="equipe", titre="Équipe", parent=racine, ordre=2, contacts=[ContactFabrique(nom="Accueil")])
        PageFabrique(slug="projet", titre="Projet de page", parent=racine, brouillon=True)
        texte = visiteur.get("/a-propos/").text
        assert texte.index("Gouvernance") < texte.index("Équipe")
        assert "Projet de page" not in texte
        fille = visiteur.get("/a-propos/equipe/").text
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
        milieu, marge = visiteur.get("/equipe/").text.split('<aside class="fiche__cote"')
        assert (milieu.count("contacts__nom"), marge.count("contacts__nom")) == ((nombre, 0) if au_corps else (0, nombre))

    def test_one_address_per_page(self, visiteur):
        racine = PageFabrique(slug="a-propos")
        PageFabrique(slug="equipe", parent=racine)
        assert visiteur.get("/equipe/").status_code == 404
        assert visiteur.get("/autre/equipe/").status_code == 404
        assert visiteur.get("/a-propos/a-propos/").status_code == 404
        assert visiteur.get("/rien/").status_code == 404

    def test_a_page_not_found_leads_to_the_site_map(self, visiteur):
        assert '<a href="/plan-du-site/">plan du site</a>' in visiteur.get("/rien/").text

    def test_access(self, visiteur, membre, client_redactrice):
        PageFabrique(slug="statuts", acces=Acces.ADHERENTS, corps="<p>Secret</p>")
        PageFabrique(slug="interne", acces=Acces.EQUIPE)
        PageFabrique(slug="brouillon", brouillon=True)
        assert visiteur.get("/statuts/").status_code == 403
        assert "Secret" in membre.get("/statuts/").text
        assert membre.get("/interne/").status_code == membre.get("/brouillon/").status_code == 404
        assert client_redactrice.get("/interne/").status_code == client_redactrice.get("/brouillon/").status_code == 200

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, nombre):
        racine = PageFabrique(slug="a-propos")
        for _ in range(nombre):
            PageFabrique(parent=racine)
        # Menu, page, documents, children.
        with django_assert_num_queries(4):
            visiteur.get("/a-propos/")


class TestMenus:
    def test_menu_and_foot(self, visiteur):
        racine = PageFabrique(slug="a-propos", titre="Qui sommes-nous", menu="principal", ordre=1)
        PageFabrique(slug="adherer", titre="Adhérer à l’association", titre_menu="Adhérer", menu="principal", parent=racine)
        PageFabrique(slug="mentions", titre="Mentions légales", menu="pied")
        PageFabrique(slug="cachee", titre="Cachée", menu="principal", acces=Acces.EQUIPE)
        PageFabrique(slug="brouillon", titre="Brouillon", menu="principal", brouillon=True)
        contexte = visiteur.get("/").context
        assert list(contexte["menu_pages"]) == [("Adhérer", "/a-propos/adherer/"), ("Qui sommes-nous", "/a-propos/")]
        assert list(contexte["pied_pages"]) == [("Mentions légales", "/mentions/"), ("Plan du site", "/plan-du-site/")]

    def test_they_cost_nothing_where_they_are_not_shown(self, visiteur, django_assert_num_queries):
        with django_assert_num_queries(0):
            visiteur.get("/robots.txt")


class TestPlan:
    def test_names_every_page(self, visiteur, japon):
        racine = PageFabrique(titre="Qui sommes-nous")
        PageFabrique(titre="Gouvernance", parent=racine)
        PageFabrique(titre="Interne", acces=Acces.EQUIPE)
        GroupeFabrique(nom="Groupe-pays Japon", pays=[japon])
        FondsFabrique(titre="Fonds Noto")
        texte = visiteur.get("/plan-du-site/").text
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
    assert "Sitemap: https://portail.exemple.test/sitemap.xml" in reponse.text
    assert "Disallow: /admin/" in reponse.text


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
    assert "Données de démonstration" in visiteur.get("/").text
    settings.CUF_ENV = "production"
    assert "Données de démonstration" not in visiteur.get("/").text


def test_pages_name_their_own_address(visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    for rang in range(11):
        ActualiteFabrique(publie_le=datetime(2025, 1, 1 + rang, tzinfo=UTC))
    for adresse in ("/", "/actualites/", "/actualites/?page=2", "/agenda/"):
        assert f'<link rel="canonical" href="https://portail.exemple.test{adresse}">' in visiteur.get(adresse).text


def test_a_page_of_a_list_that_does_not_exist_leads_back_to_its_beginning(visiteur, db):
    reponse = visiteur.get("/actualites/?page=99")
    assert reponse.status_code == 404
    assert 'href="/actualites/">Revenir au début de la liste</a>' in reponse.text
    assert "Revenir au début" not in visiteur.get("/nulle-part/").text
