"""The page « Appels et offres » and the page of one of them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from socle.acces import Acces
from tests.fabriques import (
    AppelFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    DocumentFabrique,
    GroupeFabrique,
    SignatureFabrique,
    ThemeFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db

LISTE = "/appels-et-offres/"
PARIS = ZoneInfo("Europe/Paris")


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


def titres(reponse):
    return [appel.titre for appel in reponse.context["page_obj"]]


class TestListe:
    def test_empty_one_many(self, visiteur):
        texte = sur_une_ligne(visiteur.get(LISTE).text)
        assert "Rien n’est ouvert pour le moment" in texte and 'href="?etat=clos"' in texte
        AppelFabrique()
        assert "1 appel ou offre en cours" in sur_une_ligne(visiteur.get(LISTE).text)
        AppelFabrique.create_batch(11)
        assert len(titres(visiteur.get(LISTE))) == 10
        assert len(titres(visiteur.get(LISTE + "?page=2"))) == 2
        assert visiteur.get(LISTE + "?page=3").status_code == 404

    def test_what_is_open_comes_by_closing_day_and_what_is_closed_is_one_filter_away(self, visiteur):
        for titre, cloture in (
            ("Dans un mois", dans(30)),
            ("Sans limite", None),
            ("Hier", dans(-1)),
            ("Aujourd’hui", dans(0)),
            ("L’an dernier", dans(-365)),
        ):
            AppelFabrique(titre=titre, cloture=cloture)
        ouverts = ["Aujourd’hui", "Dans un mois", "Sans limite"]
        assert titres(visiteur.get(LISTE)) == ouverts
        assert titres(visiteur.get(LISTE + "?etat=clos")) == ["Hier", "L’an dernier"]
        assert titres(visiteur.get(LISTE + "?etat=tous")) == [*ouverts, "Hier", "L’an dernier"]

    def test_an_hour_closes_before_the_end_of_the_day(self, visiteur):
        with time_machine.travel(datetime(2026, 6, 30, 11, 59, tzinfo=PARIS), tick=False):
            AppelFabrique(titre="À midi", cloture=date(2026, 6, 30), heure_cloture=time(12))
            AppelFabrique(titre="Le soir", cloture=date(2026, 6, 30))
            assert titres(visiteur.get(LISTE)) == ["À midi", "Le soir"]
        with time_machine.travel(datetime(2026, 6, 30, 12, tzinfo=PARIS), tick=False):
            assert titres(visiteur.get(LISTE)) == ["Le soir"]

    def test_what_is_not_online_or_kept_by_the_team_is_not_listed(self, visiteur, membre, client_redactrice):
        AppelFabrique(titre="Brouillon", brouillon=True)
        AppelFabrique(titre="Demain", programme=True)
        AppelFabrique(titre="Interne", acces=Acces.EQUIPE)
        AppelFabrique(titre="Réservé", acces=Acces.ADHERENTS)
        assert titres(visiteur.get(LISTE)) == titres(membre.get(LISTE)) == ["Réservé"]
        assert set(titres(client_redactrice.get(LISTE))) == {"Réservé", "Interne"}

    def test_kind_country_theme_and_group(self, visiteur, japon, armenie):
        theme, groupe = ThemeFabrique(slug="climat"), GroupeFabrique(slug="dalc")
        AppelFabrique(titre="Choisi", genre="stage", pays=[japon], themes=[theme], groupes=[groupe])
        AppelFabrique(titre="Autre", pays=[armenie])
        for filtre in ("type=stage", "pays=JP", "theme=climat", "groupe=dalc"):
            assert titres(visiteur.get(f"{LISTE}?{filtre}")) == ["Choisi"]
        assert titres(visiteur.get(f"{LISTE}?pays=JP&etat=clos")) == []

    @pytest.mark.parametrize(
        ("filtre", "message"),
        [
            ("etat=ouvert%27", "Cet état n’existe pas"),
            ("etat=" + "x" * 5000, "Cet état n’existe pas"),
            ("type=%00", "Cette valeur n’existe pas dans la liste"),
            ("pays=ZZ", "Cette valeur n’existe pas dans la liste"),
            ("theme=x%27y", "Cette valeur n’existe pas dans la liste"),
            ("groupe=%F0%9F%8D%89", "Cette valeur n’existe pas dans la liste"),
        ],
    )
    def test_a_filter_that_makes_no_sense_is_refused_with_a_message(self, visiteur, filtre, message):
        AppelFabrique(titre="Ouvert")
        AppelFabrique(titre="Clos", cloture=dans(-1))
        reponse = visiteur.get(f"{LISTE}?{filtre}")
        assert reponse.status_code == 400
        assert message in sur_une_ligne(reponse.text)
        # The list comes without it, as it is by default.
        assert titres(reponse) == ["Ouvert"]
        assert visiteur.get(f"{LISTE}flux.rss?{filtre}").status_code == 400

    def test_a_card_says_who_what_where_and_when(self, visiteur, japon):
        with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=PARIS), tick=False):
            AppelFabrique(
                genre="emploi",
                organisme="Ville de Grenoble",
                lieu="Grenoble",
                contrat="CDD d’un an",
                cloture=dans(3),
                pays=[japon],
            )
            texte = sur_une_ligne(visiteur.get(LISTE).text)
        for attendu in ("Offre d’emploi", "Japon", "Ville de Grenoble", "CDD d’un an"):
            assert attendu in texte
        assert "Clôture dans 3 jours, le jeudi 4\u00a0juin 2026" in texte

    @pytest.mark.parametrize("nombre", [2, 20])
    @pytest.mark.parametrize("etat", ["", "?etat=clos", "?etat=tous"])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre, etat):
        for rang in range(nombre):
            AppelFabrique(pays=[japon], themes=[ThemeFabrique()], cloture=dans(-1 - rang if etat == "?etat=clos" else rang))
        # Menu, choices of the filters, count, rows, countries.
        with django_assert_num_queries(5):
            visiteur.get(LISTE + etat)


class TestPage:
    def test_an_open_one_says_how_to_answer(self, visiteur, japon):
        AppelFabrique(
            slug="a",
            genre="emploi",
            organisme="Ville de Grenoble",
            lieu="Grenoble",
            contrat="CDD d’un an",
            cloture=dans(3),
            heure_cloture=time(12),
            lien="https://www.grenoble.exemple.test/offre",
            pays=[japon],
            groupes=[GroupeFabrique(nom="Groupe-pays Japon")],
            contacts=[ContactFabrique(nom="Pôle Asie")],
            documents=[DocumentFabrique(titre="Fiche de poste")],
            collectivites=[CollectiviteFabrique(nom="Ville visible"), CollectiviteFabrique(nom="Ville cachée", visible=False)],
        )
        texte = sur_une_ligne(visiteur.get(f"{LISTE}a/").text)
        for attendu in (
            "Postuler sur grenoble.exemple.test</a>",
            "Clôture dans 3 jours, le ",
            "à\u00a012\u00a0h",
            "(heure de Paris)",
            "<dt>Employeur</dt><dd>Ville de Grenoble</dd>",
            "CDD d’un an",
            "Groupe-pays Japon",
            "Pôle Asie",
            "Fiche de poste",
            "Ville visible",
        ):
            assert attendu in texte, attendu
        assert "Ville cachée" not in texte

    def test_a_closed_one_says_so_and_keeps_its_page(self, visiteur):
        AppelFabrique(
            slug="a", genre="enquete", cloture=date(2025, 3, 1), lien="https://site.exemple.test/", suites="<p>Cent réponses.</p>"
        )
        texte = sur_une_ligne(visiteur.get(f"{LISTE}a/").text)
        assert "<strong>Close depuis le samedi 1ᵉʳ\u00a0mars 2025.</strong>" in texte
        assert "Les suites" in texte and "Cent réponses." in texte
        assert "Répondre à" not in texte and "site.exemple.test" not in texte

    @pytest.mark.parametrize(
        ("genre", "bouton", "mot"),
        [
            ("emploi", "Postuler", "Close"),
            ("stage", "Postuler", "Clos"),
            ("projets", "Répondre à l’appel", "Clos"),
            ("manifestation", "Répondre à l’appel", "Clos"),
            ("enquete", "Répondre à l’enquête", "Close"),
            ("signatures", "Signer l’appel", "Clos"),
        ],
    )
    def test_each_kind_has_its_words(self, visiteur, genre, bouton, mot):
        AppelFabrique(slug="ouvert", genre=genre, lien="https://site.exemple.test/")
        AppelFabrique(slug="clos", genre=genre, cloture=dans(-1))
        assert f"{bouton} sur site.exemple.test" in sur_une_ligne(visiteur.get(f"{LISTE}ouvert/").text)
        assert f"<strong>{mot} depuis" in sur_une_ligne(visiteur.get(f"{LISTE}clos/").text)

    def test_signatories_by_name_with_a_link_to_those_of_the_directory(self, visiteur):
        appel = AppelFabrique(slug="a", genre="signatures")
        SignatureFabrique(appel=appel, prenom="Zoé", nom="Martin", fonction="", organisme="Une <association>")
        texte = sur_une_ligne(visiteur.get(f"{LISTE}a/").text)
        assert "1 signataire<" in texte and "Une &lt;association&gt;" in texte
        aix = CollectiviteFabrique(nom="Ville d’Aix", slug="aix")
        SignatureFabrique(appel=appel, prenom="Ève", nom="Émery", fonction="maire", collectivite=aix)
        cachee = CollectiviteFabrique(nom="Ville cachée", slug="cachee", visible=False)
        SignatureFabrique(appel=appel, prenom="Ali", nom="Zidi", collectivite=cachee)
        texte = sur_une_ligne(visiteur.get(f"{LISTE}a/").text)
        assert "3 signataires" in texte
        assert 'maire, <a href="/annuaire/aix/">Ville d’Aix</a>' in texte
        assert "Ville cachée" in texte and "/annuaire/cachee/" not in texte
        assert texte.index("Ève Émery") < texte.index("Zoé Martin") < texte.index("Ali Zidi")

    def test_related_ones_are_open(self, visiteur, japon):
        AppelFabrique(slug="ici", pays=[japon])
        AppelFabrique(titre="Même pays", pays=[japon])
        AppelFabrique(titre="Même pays, clos", pays=[japon], cloture=dans(-1))
        AppelFabrique(titre="Sans rapport")
        assert [appel.titre for appel in visiteur.get(f"{LISTE}ici/").context["voisins"]] == ["Même pays"]

    def test_without_anything_more(self, visiteur):
        AppelFabrique(slug="a", chapo="", corps="", cloture=None)
        texte = sur_une_ligne(visiteur.get(f"{LISTE}a/").text)
        assert "Sans date limite" in texte
        for absent in (
            "signataire",
            "Les suites",
            "Documents</h2>",
            "Contacts</h2>",
            "<dt>Lieu",
            "<dt>Contrat",
            "(heure de Paris)",
        ):
            assert absent not in texte

    def test_drafts_are_previewed_by_staff_only(self, visiteur, membre, client_redactrice):
        AppelFabrique(slug="brouillon", brouillon=True)
        for client in (visiteur, membre):
            assert client.get(f"{LISTE}brouillon/").status_code == 404
        assert "Aperçu" in client_redactrice.get(f"{LISTE}brouillon/").text

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre):
        appel = AppelFabrique(slug="ici", genre="signatures", pays=[japon])
        appel.documents.set(DocumentFabrique.create_batch(nombre))
        for _ in range(nombre):
            AppelFabrique(pays=[japon])
            SignatureFabrique(appel=appel, collectivite=CollectiviteFabrique())
        with django_assert_num_queries(10):
            visiteur.get(f"{LISTE}ici/")


class TestSujets:
    """The blocks of the pages of a country and of a group: what is open, then the last ones closed where room is left."""

    @pytest.fixture(params=["/pays/japon/", "/groupes-pays/japon/"])
    def page(self, request, groupe_japon):
        return request.param

    def test_open_then_closed(self, visiteur, page, japon, groupe_japon):
        sujets = {"pays": [japon], "groupes": [groupe_japon]}
        AppelFabrique(titre="Appel ouvert", cloture=dans(1), **sujets)
        AppelFabrique(titre="Appel clos", cloture=dans(-1), **sujets)
        texte = sur_une_ligne(visiteur.get(page).text)
        assert texte.index("Appels et offres</h2>") < texte.index("Appel ouvert") < texte.index("Appel clos")
        assert "Clôture demain, le " in texte
        assert "/appels-et-offres/?" in texte and "etat=tous" in texte

    def test_what_is_open_takes_the_room(self, visiteur, page, japon, groupe_japon):
        sujets = {"pays": [japon], "groupes": [groupe_japon]}
        AppelFabrique.create_batch(12, **sujets)
        AppelFabrique(titre="Appel clos", cloture=dans(-1), **sujets)
        assert "Appel clos" not in visiteur.get(page).text

    def test_nothing_says_nothing(self, visiteur, page):
        assert "Appels et offres</h2>" not in sur_une_ligne(visiteur.get(page).text)
