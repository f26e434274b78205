"""The agenda on the site: list, month, page of an event, access, number of queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.fabriques import (
    DocumentFabrique,
    EvenementFabrique,
    GroupeFabrique,
    ThemeFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def titres(reponse):
    return [evenement.titre for evenement in reponse.context["page_obj"]]


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


class TestListe:
    def test_to_come_by_default_soonest_first(self, visiteur):
        for titre, jours in (("Hier", -1), ("Aujourd’hui", 0), ("Dans un mois", 30), ("Demain", 1)):
            EvenementFabrique(titre=titre, debut=dans(jours))
        EvenementFabrique(titre="En cours", debut=dans(-2), fin=dans(2))
        assert titres(visiteur.get("/agenda/")) == ["En cours", "Aujourd’hui", "Demain", "Dans un mois"]
        assert titres(visiteur.get("/agenda/?periode=passes")) == ["Hier"]
        assert len(titres(visiteur.get("/agenda/?periode=tous"))) == 5

    @pytest.mark.parametrize(
        ("maintenant", "a_venir"),
        [
            # At 23:30 UTC it is already tomorrow in Paris, in summer and in winter; at 21:30 UTC in winter, not yet.
            (datetime(2026, 7, 14, 23, 30, tzinfo=UTC), False),
            (datetime(2026, 7, 14, 21, 30, tzinfo=UTC), True),
            (datetime(2026, 7, 14, 22, 30, tzinfo=UTC), False),
        ],
    )
    def test_an_event_is_past_at_midnight_in_paris_in_summer(self, visiteur, maintenant, a_venir):
        EvenementFabrique(titre="14 juillet", debut=date(2026, 7, 14), publie_le=datetime(2026, 1, 1, tzinfo=UTC))
        with time_machine.travel(maintenant, tick=False):
            assert (titres(visiteur.get("/agenda/")) == ["14 juillet"]) is a_venir
            assert (titres(visiteur.get("/agenda/?periode=passes")) == ["14 juillet"]) is not a_venir

    @pytest.mark.parametrize(("heure", "a_venir"), [(22, True), (23, False)])
    def test_and_in_winter(self, visiteur, heure, a_venir):
        EvenementFabrique(titre="Noël", debut=date(2026, 12, 25), publie_le=datetime(2026, 1, 1, tzinfo=UTC))
        with time_machine.travel(datetime(2026, 12, 25, heure, 30, tzinfo=UTC), tick=False):
            assert (titres(visiteur.get("/agenda/")) == ["Noël"]) is a_venir

    def test_a_year_alone_shows_all_of_it(self, visiteur):
        EvenementFabrique(titre="Ancien", debut=date(2019, 3, 1))
        EvenementFabrique(titre="Autre", debut=date(2020, 3, 1))
        reponse = visiteur.get("/agenda/?annee=2019")
        assert titres(reponse) == ["Ancien"]
        assert "1 événement<" in sur_une_ligne(reponse.text)

    def test_each_filter(self, visiteur, japon, armenie):
        EvenementFabrique(
            titre="Choisi",
            pays=[japon],
            themes=[ThemeFabrique(slug="climat")],
            groupes=[GroupeFabrique(slug="dalc")],
            genre="atelier",
            mode="visio",
            etat="complet",
        )
        EvenementFabrique(titre="Autre", pays=[armenie])
        for filtre in ("pays=JP", "theme=climat", "groupe=dalc", "type=atelier", "mode=visio", "etat=complet"):
            assert titres(visiteur.get(f"/agenda/?{filtre}")) == ["Choisi"], filtre

    def test_the_calendar_link_keeps_the_filters(self, visiteur, japon):
        EvenementFabrique(pays=[japon])
        assert 'href="/agenda/calendrier.ics?pays=JP"' in sur_une_ligne(visiteur.get("/agenda/?pays=JP&page=1").text)

    def test_months_are_headings(self, visiteur):
        EvenementFabrique(debut=date(2031, 3, 18))
        assert '<h2 class="liste__mois">mars 2031</h2>' in sur_une_ligne(visiteur.get("/agenda/").text)

    def test_empty(self, visiteur):
        assert "Aucun événement à venir pour le moment" in sur_une_ligne(visiteur.get("/agenda/").text)

    @pytest.mark.parametrize("filtre", ["periode=x", "annee=99999999999999", "pays=%00", "etat=annul%C3%A9"])
    def test_unknown_value_is_refused_with_a_message(self, visiteur, filtre):
        EvenementFabrique()
        reponse = visiteur.get(f"/agenda/?{filtre}")
        assert reponse.status_code == 400
        assert "n’existe pas" in sur_une_ligne(reponse.text)

    @pytest.mark.parametrize("requete", ["periode=", "periode[]=passes", "%00=1", "q='%22<script>"])
    def test_strange_but_harmless_addresses(self, visiteur, requete):
        assert visiteur.get(f"/agenda/?{requete}").status_code == 200

    def test_a_page_that_does_not_exist_is_not_found(self, visiteur):
        assert visiteur.get("/agenda/?page=2").status_code == 404

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre):
        for _ in range(nombre):
            EvenementFabrique(pays=[japon])
        # Menu, choices of the filters, count, rows, countries.
        with django_assert_num_queries(5):
            visiteur.get("/agenda/")

    def test_minutes_are_found_among_the_past(self, visiteur):
        EvenementFabrique(titre="Avec", debut=dans(-9), compte_rendu=DocumentFabrique(acces="groupe"))
        EvenementFabrique(titre="Interne", debut=dans(-9), compte_rendu=DocumentFabrique(acces="equipe"))
        EvenementFabrique(titre="Sans", debut=dans(-9))
        reponse = visiteur.get("/agenda/?suites=compte-rendu")
        assert titres(reponse) == ["Avec"]
        assert '<option value="" selected>Toutes</option>' in sur_une_ligne(reponse.text)

    def test_the_calendar_opens_on_the_month_of_the_first_event(self, visiteur):
        evenement = EvenementFabrique(debut=dans(70))
        assert f'href="/agenda/{evenement.debut:%Y/%m}/"' in sur_une_ligne(visiteur.get("/agenda/").text)

    def test_one_subscribes_with_an_address_that_keeps_the_filters(self, visiteur, japon, settings):
        EvenementFabrique(pays=[japon])
        texte = sur_une_ligne(visiteur.get("/agenda/?pays=JP&periode=tous&page=1").text)
        assert 'href="webcal://testserver/agenda/calendrier.ics?pays=JP"' in texte
        assert f'value="{settings.CUF_URL}/agenda/calendrier.ics?pays=JP"' in texte
        assert 'href="webcal://testserver/agenda/calendrier.ics"' in sur_une_ligne(visiteur.get("/agenda/?periode=tous").text)

    def test_the_whole_calendar_is_offered_unless_the_filters_give_it(self, visiteur, japon):
        evenement = EvenementFabrique(pays=[japon])
        texte = visiteur.get("/agenda/?pays=JP&periode=passes").text
        assert "les trois derniers mois" in texte
        assert 'href="/agenda/calendrier.ics?pays=JP&amp;tout=1"' in texte
        for filtre in (f"annee={evenement.debut.year}", "suites=compte-rendu"):
            texte = visiteur.get(f"/agenda/?{filtre}").text
            assert "les trois derniers mois" not in texte and "tout=1" not in texte


class TestReportSansDate:
    """An event whose new day is not known yet is neither past, nor in the month first announced."""

    @pytest.fixture
    def pages(self, visiteur):
        en_ligne = {"publie_le": datetime(2026, 1, 1, tzinfo=UTC)}
        EvenementFabrique(slug="r", titre="Atelier reporté", debut=date(2026, 2, 9), etat="reporte", corps="", **en_ligne)
        EvenementFabrique(titre="Réunion prévue", debut=date(2026, 4, 1), **en_ligne)
        with time_machine.travel(datetime(2026, 2, 18, 12, tzinfo=UTC), tick=False):
            yield lambda adresse: sur_une_ligne(visiteur.get(adresse).text)

    def test_it_closes_the_list_under_its_own_heading(self, pages):
        texte = pages("/agenda/")
        suite = [">avril 2026</h2>", "Réunion prévue", ">Nouvelle date à fixer</h2>", "Atelier reporté"]
        assert sorted(suite, key=texte.index) == suite
        assert ">février 2026</h2>" not in texte
        assert "Atelier reporté" not in pages("/agenda/?periode=passes")
        # Among all the events, it stands in the month first announced.
        assert ">février 2026</h2>" in pages("/agenda/?periode=tous")

    def test_its_page_does_not_say_it_took_place(self, pages):
        texte = pages("/agenda/r/")
        assert "la nouvelle date n’est pas encore fixée" in texte
        assert "Événement passé" not in texte
        assert "pas encore de bilan" not in texte
        assert "Ajouter à mon agenda" not in texte


@pytest.mark.parametrize("champs", [{}, {"etat": "reporte"}, {"mode": "hybride"}])
def test_the_venue_of_a_restricted_event_is_told_to_its_readers_only(visiteur, membre, japon, groupe_japon, champs):
    EvenementFabrique(
        slug="r", acces="groupe", cercles=[groupe_japon], groupes=[groupe_japon], pays=[japon], lieu="Salle, code 4B", ville="",
        titre="Réunion fermée", debut=dans(2), **champs,
    )  # fmt: skip
    EvenementFabrique(slug="autre", pays=[japon])
    mois = f"/agenda/{dans(2):%Y/%m}/"
    for adresse in ("/agenda/", mois, "/", "/groupes-pays/japon/", "/pays/japon/", "/agenda/autre/", "/agenda/calendrier.ics"):
        texte = sur_une_ligne(visiteur.get(adresse).text)
        assert "Réunion fermée" in texte, adresse
        assert "code 4B" not in texte, adresse
    assert "code 4B" not in sur_une_ligne(visiteur.get("/agenda/r/").text)
    assert "code 4B" in sur_une_ligne(membre.get("/agenda/r/").text)
