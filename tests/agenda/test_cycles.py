"""The series of numbered meetings: their rules, their page, their calendar, their feed, what an event says of its own."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from agenda.models import Cycle, Evenement
from socle.acces import VISITEUR, Acces
from tests.fabriques import CycleFabrique, EvenementFabrique
from tests.formulaires import valeurs
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


@pytest.fixture
def chroniques():
    return CycleFabrique(titre="Chroniques géopolitiques", slug="chroniques", chapo="Une heure par mois.")


def session(cycle, numero, saison=6, **champs):
    champs = {
        "debut": date(2026, 1, 1) + timedelta(days=30 * numero + 365 * (saison or 0)),
        "titre": f"Séance {saison}-{numero}",
    } | champs
    return EvenementFabrique(cycle=cycle, saison=saison, session=numero, slug=f"s{saison}-{numero}", **champs)


class TestRegles:
    @pytest.mark.parametrize(
        ("champs", "nom"),
        [
            ({"cycle": None, "saison": 1}, "agenda_evenement_cycle"),
            ({"cycle": None, "session": 1}, "agenda_evenement_cycle"),
            ({"saison": 0}, "agenda_evenement_numeros"),
            ({"session": 0}, "agenda_evenement_numeros"),
            ({"session": 1000}, "agenda_evenement_numeros"),
        ],
    )
    def test_numbers_are_those_of_a_series(self, chroniques, champs, nom):
        with pytest.raises(IntegrityError, match=nom):
            EvenementFabrique(**{"cycle": chroniques, **champs})

    @pytest.mark.parametrize("saison", [6, None])
    def test_a_number_is_given_once_in_a_season(self, chroniques, saison):
        session(chroniques, 5, saison)
        with pytest.raises(IntegrityError, match="agenda_evenement_session_unique"), transaction.atomic():
            EvenementFabrique(cycle=chroniques, saison=saison, session=5)
        with pytest.raises(ValidationError, match="porte déjà ce numéro"):
            EvenementFabrique.build(cycle=chroniques, saison=saison, session=5).validate_constraints()
        EvenementFabrique(cycle=chroniques, saison=7, session=5)
        EvenementFabrique(cycle=CycleFabrique(), saison=saison, session=5)
        EvenementFabrique.create_batch(2, cycle=chroniques, saison=saison)

    @pytest.mark.parametrize(
        ("saison", "numero", "dit"),
        [
            (6, 5, "saison 6, 5ᵉ session"),
            (6, 1, "saison 6, 1ʳᵉ session"),
            (None, 2, "2ᵉ session"),
            (6, None, "saison 6"),
            (None, None, ""),
        ],
    )
    def test_in_words(self, saison, numero, dit):
        assert Evenement(saison=saison, session=numero).numero == dit

    def test_neighbours_go_by_number_then_by_day(self, chroniques):
        ancienne = session(chroniques, 9, saison=5)
        # Postponed, the first one takes place after the second; what has no number comes at the end.
        premiere = session(chroniques, 1, debut=date(2028, 6, 1))
        deuxieme = session(chroniques, 2, debut=date(2028, 5, 1))
        hors_serie = EvenementFabrique(cycle=chroniques, saison=6, debut=date(2028, 1, 1))
        derniere = EvenementFabrique(cycle=chroniques, saison=6, debut=date(2028, 1, 2))
        EvenementFabrique(cycle=CycleFabrique(), saison=6, session=1)
        suite = [ancienne, premiere, deuxieme, hors_serie, derniere]
        assert list(chroniques.evenements.par_session()) == suite
        for avant, une, apres in zip([None, *suite], suite, [*suite[1:], None], strict=False):
            assert Evenement.objects.voisins_de_cycle(une) == (avant, apres)

    def test_a_series_with_sessions_is_kept(self, chroniques, client_editrice):
        session(chroniques, 1)
        client_editrice.post(f"/admin/agenda/cycle/{chroniques.pk}/delete/", {"post": "yes"})
        assert Cycle.objects.filter(pk=chroniques.pk).exists()


class TestPage:
    def test_sessions_by_season_the_latest_first(self, visiteur, chroniques):
        for saison, numero in ((5, 1), (6, 2), (6, 1)):
            session(chroniques, numero, saison)
        reponse = visiteur.get("/agenda/cycles/chroniques/")
        saisons = [(saison, [une.session for une in lignes]) for saison, lignes in reponse.context["saisons"]]
        assert saisons == [(6, [1, 2]), (5, [1])]
        texte = sur_une_ligne(reponse.text)
        assert ">Saison 6</h2>" in texte and ">1ʳᵉ session</p>" in texte and "3 sessions en ligne" in texte
        assert 'href="/agenda/cycles/chroniques/flux.rss"' in texte
        assert "webcal://testserver/agenda/cycles/chroniques/calendrier.ics" in texte

    def test_the_next_one_leads(self, visiteur, chroniques):
        jour = timezone.localdate()
        session(chroniques, 1, debut=jour - timedelta(days=1))
        session(chroniques, 2, debut=jour, etat="annule")
        session(chroniques, 3, debut=jour + timedelta(days=9))
        prochaine = session(chroniques, 4, debut=jour + timedelta(days=2))
        reponse = visiteur.get("/agenda/cycles/chroniques/")
        assert reponse.context["prochaine"] == prochaine
        assert "Saison 6, 4ᵉ session" in sur_une_ligne(reponse.text)
        assert "prochaine session le" in sur_une_ligne(visiteur.get("/agenda/cycles/").text)

    def test_without_a_session_only_the_team_sees_it(self, visiteur, membre, etranger, client_editrice, chroniques):
        session(chroniques, 1, brouillon=True)
        session(chroniques, 2, acces=Acces.EQUIPE)
        for client, statut in ((visiteur, 404), (membre, 404), (etranger, 404), (client_editrice, 200)):
            assert client.get("/agenda/cycles/chroniques/").status_code == statut
            assert ("Chroniques" in client.get("/agenda/cycles/").text) is (statut == 200)
            for fichier in ("calendrier.ics", "flux.rss"):
                assert client.get(f"/agenda/cycles/chroniques/{fichier}").status_code == 404
        assert not Cycle.objects.annonces_pour(VISITEUR)

    def test_the_team_previews_one_that_has_none(self, client_editrice, chroniques):
        reponse = client_editrice.get("/agenda/cycles/chroniques/")
        assert "Aucune session pour le moment" in reponse.text and "noindex" in reponse.text

    def test_empty(self, visiteur):
        assert "Aucun cycle pour le moment" in visiteur.get("/agenda/cycles/").text

    @pytest.mark.parametrize("adresse", ["inconnu/", "CHRONIQUES/", "²/", "inconnu/flux.rss", "inconnu/calendrier.ics"])
    def test_unknown(self, visiteur, adresse):
        assert visiteur.get(f"/agenda/cycles/{adresse}").status_code == 404

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, chroniques, japon, nombre):
        for numero in range(nombre):
            session(chroniques, numero + 1, pays=[japon])
            EvenementFabrique(cycle=CycleFabrique(), session=1)
        # Menu, series, sessions, countries.
        with django_assert_num_queries(4):
            visiteur.get("/agenda/cycles/chroniques/")
        # Menu, series.
        with django_assert_num_queries(2):
            visiteur.get("/agenda/cycles/")


class TestFichiers:
    def test_the_calendar_holds_all_the_sessions_and_nothing_else(self, visiteur, membre, chroniques):
        session(chroniques, 1, saison=1, debut=date(2020, 1, 6))
        session(chroniques, 2, debut=date(2027, 1, 6), acces=Acces.ADHERENTS)
        session(chroniques, 3, acces=Acces.EQUIPE)
        EvenementFabrique()
        for client in (visiteur, membre):
            reponse = client.get("/agenda/cycles/chroniques/calendrier.ics")
            calendrier = Calendar.from_ical(reponse.content)
            assert calendrier["x-wr-calname"] == "Chroniques géopolitiques"
            assert [str(un["summary"]) for un in calendrier.walk("VEVENT")] == ["Séance 1-1", "Séance 6-2"]
            assert reponse["Content-Type"] == "text/calendar; charset=utf-8"

    def test_the_agenda_is_filtered_by_series_too(self, visiteur, chroniques):
        session(chroniques, 1, debut=timezone.localdate())
        EvenementFabrique(titre="Autre")
        assert "Autre" not in visiteur.get("/agenda/?cycle=chroniques").text.split("</form>")[-1]
        calendrier = Calendar.from_ical(visiteur.get("/agenda/calendrier.ics?cycle=chroniques").content)
        assert [str(un["summary"]) for un in calendrier.walk("VEVENT")] == ["Séance 6-1"]
        assert visiteur.get("/agenda/?cycle=inconnu").status_code == 400

    def test_the_feed_tells_the_sessions_last_announced_first(self, visiteur, chroniques, settings):
        session(chroniques, 1, publie_le=timezone.now() - timedelta(days=1))
        session(chroniques, 2, publie_le=timezone.now() - timedelta(days=2), acces=Acces.ADHERENTS)
        session(chroniques, 3, acces=Acces.EQUIPE)
        EvenementFabrique()
        flux = ET.fromstring(visiteur.get("/agenda/cycles/chroniques/flux.rss").content)
        assert flux.findtext("channel/title") == "Chroniques géopolitiques"
        assert flux.findtext("channel/link") == f"{settings.CUF_URL}/agenda/cycles/chroniques/"
        assert [item.findtext("title") for item in flux.iter("item")] == ["Séance 6-1", "Séance 6-2"]
        assert "Texte réservé" in flux.findall(".//item")[1].findtext("description")

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, chroniques, nombre):
        for numero in range(nombre):
            session(chroniques, numero + 1)
        with django_assert_num_queries(4):  # series, sessions, countries, themes
            visiteur.get("/agenda/cycles/chroniques/flux.rss")
        with django_assert_num_queries(2):
            visiteur.get("/agenda/cycles/chroniques/calendrier.ics")


class TestEvenement:
    def test_it_says_which_session_it_is_and_leads_to_the_others(self, visiteur, chroniques):
        for numero in (4, 5, 6):
            session(chroniques, numero)
        EvenementFabrique(titre="Le lendemain", debut=Evenement.objects.get(session=5).debut + timedelta(days=1))
        texte = sur_une_ligne(visiteur.get("/agenda/s6-5/").text)
        assert '<a href="/agenda/cycles/chroniques/">Chroniques géopolitiques</a>, saison 6, 5ᵉ session' in texte
        assert 'rel="prev" href="/agenda/s6-4/"' in texte and 'rel="next" href="/agenda/s6-6/"' in texte
        assert "Session précédente" in texte and "Le lendemain" not in texte

    @pytest.mark.parametrize("numero", [1, 2])
    def test_at_the_ends_there_is_one_neighbour(self, visiteur, chroniques, numero):
        session(chroniques, 1)
        session(chroniques, 2)
        texte = visiteur.get(f"/agenda/s6-{numero}/").text
        assert ('rel="prev"' in texte, 'rel="next"' in texte) == (numero == 2, numero == 1)

    def test_who_may_not_read_it_hears_of_its_series(self, visiteur, chroniques):
        session(chroniques, 5, acces=Acces.ADHERENTS)
        reponse = visiteur.get("/agenda/s6-5/")
        assert reponse.status_code == 403
        assert "Chroniques géopolitiques</a>, saison 6, 5ᵉ session" in sur_une_ligne(reponse.text)

    @pytest.mark.parametrize("slug", ["cycles", "comptes-rendus", "2026"])
    def test_none_takes_the_address_of_another_page(self, slug):
        with pytest.raises(ValidationError, match="celle d’une autre page"):
            EvenementFabrique.build(slug=slug).clean()


class TestGestion:
    def test_staff_write_a_series_and_an_address_that_changes_leads_on(self, client_editrice, visiteur, chroniques):
        session(chroniques, 1)
        adresse = f"/admin/agenda/cycle/{chroniques.pk}/change/"
        donnees = valeurs(client_editrice, adresse) | {"slug": "geopolitique"}
        assert client_editrice.post(adresse, donnees).status_code == 302
        assert visiteur.get("/agenda/cycles/chroniques/").url == "/agenda/cycles/geopolitique/"
        assert "Chroniques" in client_editrice.get("/admin/agenda/cycle/?q=geopolitiques").text

    def test_who_writes_reads_them(self, client_redactrice, chroniques):
        assert client_redactrice.get(f"/admin/agenda/cycle/{chroniques.pk}/change/").status_code == 200
        assert client_redactrice.get("/admin/agenda/cycle/add/").status_code == 403
