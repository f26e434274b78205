"""The pages in English: their frame, their versions in French, the way from a country to whom to write to, the funds."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from annuaire.models import Collectivite, Partenariat
from fonds_solidarite.models import FondsSolidarite
from pages import anglais
from pages.models import Page
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    ContributionFabrique,
    FondsFabrique,
    PageFabrique,
    PartenariatFabrique,
    PaysFabrique,
)
from tests.lecture_html import sur_une_ligne
from tests.refus import refuse_par_la_base

PARTENAIRES = "/en/find-a-french-partner/"
FONDS = "/en/solidarity-funds/"


@pytest.fixture
def accueil(db):
    return PageFabrique(slug="en", titre="Working with us", titre_menu="English", langue="en", menu="pied", corps="<p>Hello.</p>")


@pytest.fixture
def versions(accueil):
    """« À propos » and what says it in English."""
    francaise = PageFabrique(slug="a-propos", titre="À propos", menu="principal")
    champs = {"langue": "en", "parent": accueil, "menu": "principal", "original": francaise}
    return francaise, PageFabrique(slug="who-we-are", titre="Who we are", relue_le=date(2026, 11, 9), **champs)


def page(client, adresse, statut=200, **parametres):
    reponse = client.get(adresse, parametres)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.text)


def alternatives(texte):
    return re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="http://[^/]+([^"]*)">', texte)


class TestFrame:
    @pytest.mark.parametrize("adresse", ["/en/", "/en/who-we-are/", PARTENAIRES, FONDS, "/en/search/", "/en/nothing-here/"])
    def test_under_en_header_menu_and_foot_are_in_english(self, visiteur, versions, adresse):
        texte = sur_une_ligne(visiteur.get(adresse).text)
        assert '<html lang="en">' in texte and 'content="en_GB"' in texte
        for mots in ("Skip to content", 'aria-label="Main menu"', "Sign in", "No cookies or trackers", "On the French website"):
            assert mots in texte
        assert 'href="/" lang="fr" hreflang="fr">Site en français</a>' in texte
        assert 'action="/en/search/"' in texte or adresse == "/en/search/"
        for mots in ("Aller au contenu", "Menu principal", "Se connecter", "Aucun cookie", 'data-suggestions="/recherche/'):
            assert mots not in texte

    def test_elsewhere_they_are_in_french(self, visiteur, versions):
        texte = page(visiteur, "/a-propos/")
        assert '<html lang="fr">' in texte and "Aller au contenu" in texte and "Skip to" not in texte

    def test_each_menu_shows_the_pages_of_its_language(self, visiteur, versions):
        def menu(adresse):
            return page(visiteur, adresse).partition('<nav id="menu"')[2].partition("</nav>")[0]

        assert ">Who we are</a>" in menu("/en/") and ">À propos</a>" not in menu("/en/")
        assert ">À propos</a>" in menu("/agenda/") and ">Who we are</a>" not in menu("/agenda/")

    def test_a_french_link_of_the_foot_says_so(self, visiteur, accueil):
        PageFabrique(slug="mentions-legales", titre="Mentions légales", menu="pied")
        pied = page(visiteur, "/en/").partition("<footer")[2]
        assert re.search(r'href="/mentions-legales/" *lang="fr" hreflang="fr" ?>', pied)
        assert re.search(r'href="/en/" *>English</a>', pied)

    def test_what_is_not_found_is_said_in_the_language_of_the_address(self, visiteur, db):
        assert "<h1>This page does not exist</h1>" in page(visiteur, "/en/nothing-here/", 404)
        assert "<h1>Cette page n’existe pas</h1>" in page(visiteur, "/rien-ici/", 404)

    def test_no_language_is_guessed(self, visiteur, accueil):
        reponse = visiteur.get("/agenda/", headers={"Accept-Language": "en-GB,en"})
        assert reponse.status_code == 200 and '<html lang="fr">' in reponse.text
        assert "Accept-Language" not in reponse["Vary"]
        assert not visiteur.get("/en/").cookies

    def test_the_breadcrumb_begins_at_the_first_page_in_english(self, visiteur, versions):
        texte = page(visiteur, "/en/who-we-are/")
        fil = texte.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
        assert 'href="/en/">Home</a>' in fil and fil.count("<li") == 2
        assert '"name":"Home","item":{"@id":' in texte

    def test_the_old_address_leads_to_the_new_in_one_step(self, visiteur, accueil):
        reponse = visiteur.get("/english/?a=b")
        assert (reponse.status_code, reponse["Location"]) == (301, "/en/?a=b")
        assert visiteur.get(reponse["Location"]).status_code == 200


class TestVersions:
    def test_two_versions_name_each_other(self, visiteur, versions):
        attendu = [("fr", "/a-propos/"), ("en", "/en/who-we-are/"), ("x-default", "/en/who-we-are/")]
        for adresse in ("/a-propos/", "/en/who-we-are/"):
            assert sorted(alternatives(page(visiteur, adresse))) == sorted(attendu)

    def test_and_lead_to_each_other(self, visiteur, versions):
        assert re.search(
            r'href="/en/who-we-are/" lang="en" hreflang="en"> ?This page in English</a>', page(visiteur, "/a-propos/")
        )
        assert re.search(
            r'href="/a-propos/" lang="fr" hreflang="fr"> ?Cette page en français</a>', page(visiteur, "/en/who-we-are/")
        )

    def test_the_header_leads_to_the_other_language(self, visiteur, versions):
        """To the English version of the page, else to the first page in English; from there to the French home page."""
        for adresse, ou in (("/a-propos/", "/en/who-we-are/"), ("/agenda/", "/en/"), ("/fonds-de-solidarite/", FONDS)):
            assert f'class="entete__langue" href="{ou}" lang="en" hreflang="en">EN<' in page(visiteur, adresse)
        assert 'class="entete__langue" href="/" lang="fr" hreflang="fr">FR<' in page(visiteur, "/en/")
        assert "Adhérer" not in page(visiteur, "/en/").partition("<main")[0]

    def test_the_two_lists_of_funds_are_versions_unless_filtered(self, visiteur, db):
        attendu = [("fr", "/fonds-de-solidarite/"), ("en", FONDS), ("x-default", FONDS)]
        assert alternatives(page(visiteur, "/fonds-de-solidarite/")) == alternatives(page(visiteur, FONDS)) == attendu
        assert alternatives(page(visiteur, "/fonds-de-solidarite/", etat="ouvert")) == []

    @pytest.mark.parametrize("adresse", ["/", "/en/", PARTENAIRES, "/en/search/", "/agenda/", "/a-propos/"])
    def test_a_page_without_a_version_names_none(self, visiteur, accueil, adresse):
        PageFabrique(slug="a-propos", titre="À propos")
        assert alternatives(page(visiteur, adresse)) == []

    def test_a_version_that_is_not_online_is_not_named(self, visiteur, versions):
        Page.objects.filter(slug="who-we-are").update(statut="brouillon")
        assert alternatives(page(visiteur, "/a-propos/")) == []
        assert "This page in English" not in page(visiteur, "/a-propos/")

    def test_a_page_in_french_is_no_version(self, versions):
        with refuse_par_la_base("pages_page_version_d_une_autre_langue"):
            Page.objects.filter(slug="who-we-are").update(langue="fr")

    def test_a_page_has_one_version_in_a_language(self, versions):
        francaise, _ = versions
        autre = PageFabrique(slug="autre", langue="en")
        with refuse_par_la_base("pages_page_version_unique"):
            Page.objects.filter(pk=autre.pk).update(original=francaise)

    def test_the_first_page_in_english_is_in_english(self, accueil):
        with refuse_par_la_base("pages_page_accueil_anglais"):
            Page.objects.filter(slug="en").update(langue="fr")

    def test_a_page_filed_under_it_too(self, accueil):
        with pytest.raises(ValidationError, match="est en anglais"):
            Page(slug="x", titre="X", parent=accueil, langue="fr").clean()

    def test_the_french_version_is_in_french(self, accueil):
        with pytest.raises(ValidationError, match="Choisissez une page en français"):
            Page(slug="x", titre="X", langue="de", original=accueil).clean()


class TestDates:
    def test_an_english_page_says_when_it_was_reviewed(self, visiteur, versions):
        assert 'Last reviewed on <time datetime="2026-11-09">9 November 2026</time>' in page(visiteur, "/en/who-we-are/").replace(
            "\u00a0", " "
        )

    def test_else_when_it_was_updated(self, visiteur, accueil):
        Page.objects.update(modifie_le="2026-11-30T10:00:00+01:00")
        for adresse in ("/en/",):
            texte = page(visiteur, adresse).replace("\u00a0", " ")
            assert 'Page updated on <time datetime="2026-11-30">30 November 2026</time>' in texte

    def test_a_french_page_that_was_reviewed_says_so_in_french(self, visiteur, db):
        PageFabrique(slug="a-propos", relue_le=date(2026, 11, 9))
        assert "Page relue le <time" in page(visiteur, "/a-propos/")


class TestFunds:
    def test_open_funds_say_their_amount_their_country_and_whom_to_write_to(self, visiteur, db):
        maroc = PaysFabrique(alpha2="MA", nom="Maroc", nom_anglais="Morocco")
        contact = ContactFabrique(courriel="fonds@exemple.test")
        ouvert = FondsFabrique(
            titre="Fonds Maroc", slug="maroc", etat="ouvert", pays=[maroc], contacts=[contact], ouvert_le=date(2023, 9, 9)
        )
        FondsFabrique(titre="Fonds clos", etat="clos", ouvert_le=date(2024, 1, 1), clos_le=date(2025, 1, 1))
        FondsFabrique(titre="Fonds en œuvre", etat="mise_en_oeuvre")
        ContributionFabrique(fonds=ouvert, etat="versee", montant=520_000)
        texte = page(visiteur, FONDS).replace("\u00a0", " ")
        assert re.search(r'href="/fonds-de-solidarite/maroc/" lang="fr" hreflang="fr"\s*>Fonds Maroc</a>', texte)
        assert "€520,000" in texte and "<span>Morocco</span>" in texte and "opened in September 2023" in texte
        assert "paid by 1 local authority" in texte and "Open to contributions" in texte
        assert 'href="mailto:fonds@exemple.test"' in texte and "How to give" in texte
        assert "Fonds clos" not in texte and "Projects under way" in texte

    def test_a_fund_says_its_english_title_where_it_has_one(self, visiteur, db):
        anglais_ = {"titre_anglais": "Morocco earthquake fund", "chapo_anglais": "Schools are being rebuilt."}
        FondsFabrique(titre="Fonds Maroc", chapo="Les écoles.", slug="maroc", etat="ouvert", **anglais_)
        texte = page(visiteur, FONDS)
        assert re.search(r'href="/fonds-de-solidarite/maroc/" hreflang="fr"\s*>Morocco earthquake fund</a>', texte)
        assert "Schools are being rebuilt." in texte and "Fonds Maroc" not in texte
        assert "Morocco earthquake" not in page(visiteur, "/fonds-de-solidarite/maroc/")

    def test_without_any_it_says_so(self, visiteur, db):
        assert "No fund is open at the moment." in page(visiteur, FONDS)

    def test_the_figures_of_a_fund_kept_for_others_are_not_shown(self, visiteur, db):
        fonds = FondsFabrique(etat="ouvert", acces="adherents")
        ContributionFabrique(fonds=fonds, etat="versee", montant=777_000)
        assert "777" not in page(visiteur, FONDS)


def test_the_first_page_shows_figures_that_are_counted_and_the_ways_on(visiteur, versions):
    ville = CollectiviteFabrique(pays=[PaysFabrique(alpha2="JP")])
    PartenariatFabrique(collectivites=[ville], autorites=[AutoriteLocaleFabrique(pays=PaysFabrique(alpha2="AM"))])
    FondsFabrique(titre="Fonds ouvert", etat="ouvert")
    texte = page(visiteur, "/en/")
    chiffres = dict(
        re.findall(r'valeur">([\d,]+)</span> *<span class="chiffre__libelle">([^<]+)', texte)[i][::-1] for i in range(3)
    )
    assert chiffres == {
        "French local authorities in the directory": "1",
        "twinnings and partnerships": "1",
        "countries they work with": "2",
    }
    assert "<p>Hello.</p>" in texte and "Fonds ouvert" in texte and 'href="/en/who-we-are/">Who we are</a>' in texte
    assert f'action="{PARTENAIRES}"' in texte


def test_every_value_has_its_english_word():
    for mots, choix in (
        (anglais.TYPES, Collectivite.Type),
        (anglais.NATURES, Partenariat.Nature),
        (anglais.SITUATIONS, Partenariat.Situation),
        (anglais.ETATS, FondsSolidarite.Etat),
    ):
        assert set(mots) == set(choix)
