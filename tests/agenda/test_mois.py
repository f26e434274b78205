"""The agenda month by month: a grid of weeks, and the same events day by day; the year in twelve small months."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from agenda.grilles import Periode, barres
from socle.acces import Acces
from tests.fabriques import (
    EvenementFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


class TestMois:
    def test_list_and_table_show_the_events_of_the_month(self, visiteur):
        EvenementFabrique(titre="Dedans", slug="dedans", debut=date(2026, 2, 18))
        EvenementFabrique(titre="À cheval", slug="a-cheval", debut=date(2026, 1, 30), fin=date(2026, 2, 2))
        EvenementFabrique(titre="Dehors", debut=date(2026, 3, 1))
        reponse = visiteur.get("/agenda/2026/02/")
        texte = sur_une_ligne(reponse.text)
        assert "Février 2026" in texte
        assert "mercredi 18\u00a0février 2026" in texte
        assert "Dehors" not in texte
        assert [(jour, [e.titre for e in liste]) for jour, liste in reponse.context["jours"]] == [
            (date(2026, 2, 1), ["À cheval"]),
            (date(2026, 2, 18), ["Dedans"]),
        ]
        # In the grid, once a week; in the list, once.
        assert texte.count('href="/agenda/a-cheval/"') == 3

    def test_the_grid_says_the_hour_and_the_list_the_day_once(self, visiteur):
        heures = {"heure_debut": time(9, 30), "heure_fin": time(11)}
        EvenementFabrique(debut=date(2026, 2, 18), **heures)
        EvenementFabrique(debut=date(2026, 2, 20), fin=date(2026, 2, 21), **heures)
        grille, liste = sur_une_ligne(visiteur.get("/agenda/2026/02/").text).split("Jour par jour")
        assert grille.count('<span class="barre__heure" aria-hidden="true">9\u00a0h\u00a030</span>') == 2
        assert liste.count("ercredi 18\u00a0février 2026") == 1
        assert '<p class="carte__sous-titre">9\u00a0h\u00a030\u00a0–' in liste
        assert '<p class="carte__sous-titre">du <time datetime="2026-02-20">20\u00a0février</time>, 9\u00a0h\u00a030, au' in liste

    def test_robots_are_led_to_months_that_hold_events_only(self, visiteur):
        EvenementFabrique(debut=date(2026, 1, 30))
        EvenementFabrique(debut=date(2026, 2, 18))
        reponse = visiteur.get("/agenda/2026/02/")
        assert reponse.context["precedent"] == Periode(date(2026, 1, 1), tenue=True)
        assert reponse.context["suivant"] == Periode(date(2026, 3, 1), tenue=False)
        texte = sur_une_ligne(reponse.text)
        assert 'href="/agenda/2026/01/" rel="prev"' in texte
        assert 'href="/agenda/2026/03/" rel="next nofollow"' in texte
        assert "noindex" not in texte

    @pytest.mark.parametrize(
        ("dates", "vu", "avant", "apres"),
        [
            ({"debut": date(2026, 2, 1)}, True, False, False),
            ({"debut": date(2026, 2, 28)}, True, False, False),
            ({"debut": date(2026, 1, 31)}, False, True, False),
            ({"debut": date(2026, 3, 1)}, False, False, True),
            ({"debut": date(2026, 1, 31), "fin": date(2026, 2, 1)}, True, True, False),
            ({"debut": date(2026, 2, 28), "fin": date(2026, 3, 1)}, True, False, True),
        ],
        ids=str,
    )
    def test_the_first_and_the_last_day_of_a_month_are_of_it(self, visiteur, dates, vu, avant, apres):
        EvenementFabrique(titre="Au bord", **dates)
        reponse = visiteur.get("/agenda/2026/02/")
        assert ("Au bord" in reponse.text) is vu
        assert (reponse.context["precedent"].tenue, reponse.context["suivant"].tenue) == (avant, apres)
        assert ("noindex, nofollow" in reponse.text) is not vu

    def test_december_and_january(self, visiteur):
        EvenementFabrique(debut=date(2025, 12, 31), fin=date(2026, 1, 1))
        assert visiteur.get("/agenda/2025/12/").context["suivant"] == Periode(date(2026, 1, 1), tenue=True)
        assert visiteur.get("/agenda/2026/01/").context["precedent"] == Periode(date(2025, 12, 1), tenue=True)

    def test_the_calendar_ends_with_the_years_of_events(self, visiteur):
        assert visiteur.get("/agenda/1900/01/").context["precedent"] is None
        assert visiteur.get("/agenda/2100/12/").context["suivant"] is None
        for adresse in ("1899/12", "2101/01", "1899", "2101"):
            assert visiteur.get(f"/agenda/{adresse}/").status_code == 404

    def test_an_empty_month_among_others_is_crossed_by_robots(self, visiteur):
        EvenementFabrique(debut=date(2026, 1, 5))
        EvenementFabrique(debut=date(2026, 3, 5))
        texte = sur_une_ligne(visiteur.get("/agenda/2026/02/").text)
        assert '<meta name="robots" content="noindex">' in texte
        assert 'href="/agenda/2026/01/" rel="prev"' in texte and 'href="/agenda/2026/03/" rel="next"' in texte

    @pytest.mark.parametrize(
        ("maintenant", "mois"),
        # The last minutes of July and of December in Paris, then the first ones of the month after.
        [
            (datetime(2026, 7, 31, 21, 59, tzinfo=UTC), "2026/07"),
            (datetime(2026, 7, 31, 22, 1, tzinfo=UTC), "2026/08"),
            (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "2026/12"),
            (datetime(2026, 12, 31, 23, 1, tzinfo=UTC), "2027/01"),
        ],
    )
    def test_today_is_that_of_paris(self, visiteur, maintenant, mois):
        with time_machine.travel(maintenant, tick=False):
            assert f'href="/agenda/{mois}/">Aujourd’hui<' in sur_une_ligne(visiteur.get("/agenda/2026/02/").text)
            texte = sur_une_ligne(visiteur.get(f"/agenda/{mois}/").text)
            assert f'href="/agenda/{mois}/" aria-current="page">Aujourd’hui<' in texte
            assert texte.count("semaine__ici") == 1

    @pytest.mark.parametrize("etat", ["annule", "complet", "reporte"])
    def test_the_state_is_said_in_words_in_the_grid_and_in_the_list(self, visiteur, etat):
        report = {"annonce_au": date(2026, 2, 2)} if etat == "reporte" else {}
        un = EvenementFabrique(debut=date(2026, 2, 18), etat=etat, **report)
        grille, liste = sur_une_ligne(visiteur.get("/agenda/2026/02/").text).split("Jour par jour")
        mot = un.get_etat_display().capitalize()
        assert f'<span class="barre__etat">{mot}</span>' in grille
        assert f">{mot}</span>" in liste

    def test_empty_month(self, visiteur):
        reponse = visiteur.get("/agenda/2031/05/")
        assert reponse.status_code == 200
        assert "Aucun événement ce mois-ci" in sur_une_ligne(reponse.text)
        assert "noindex" in sur_une_ligne(reponse.text)

    def test_one_that_awaits_its_day_is_on_none(self, visiteur):
        jour = date(2026, 2, 18)
        reporte = {"debut": jour, "heure_debut": time(9, 30), "etat": "reporte", "annonce_au": jour}
        EvenementFabrique(titre="Tient toujours", debut=jour)
        EvenementFabrique(titre="Attend son jour", slug="attend", **reporte)
        calendrier, apres = sur_une_ligne(visiteur.get("/agenda/2026/02/").text).split("Annoncé ce mois, puis reporté")
        assert "Tient toujours" in calendrier and "/agenda/attend/" not in calendrier
        assert "/agenda/attend/" in apres and "9\u00a0h\u00a030" not in apres and "ate à fixer" in apres

    def test_a_month_that_was_emptied_says_why(self, visiteur):
        jour = date(2026, 2, 18)
        EvenementFabrique(titre="Attend son jour", debut=jour, etat="reporte", annonce_au=jour)
        page = sur_une_ligne(visiteur.get("/agenda/2026/02/").text)
        assert "Attend son jour" in page
        assert "Aucun événement ce mois-ci" not in page and "noindex" not in page

    @pytest.mark.parametrize("adresse", ["2026/13", "2026/00", "2026/2", "0000/01", "9999/12", "26/02", "2026/0x", "²026/02"])
    def test_invalid_month_is_not_found(self, visiteur, adresse):
        assert visiteur.get(f"/agenda/{adresse}/").status_code == 404

    def test_team_meetings_are_for_the_team(self, visiteur, client_redactrice):
        EvenementFabrique(titre="Interne", debut=date(2026, 2, 18), acces=Acces.EQUIPE)
        assert "Interne" not in sur_une_ligne(visiteur.get("/agenda/2026/02/").text)
        assert "Interne" in sur_une_ligne(client_redactrice.get("/agenda/2026/02/").text)

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre):
        for _ in range(nombre):
            EvenementFabrique(debut=date(2026, 2, 18), pays=[japon])
        # Menu, rows, countries, first and last day.
        with django_assert_num_queries(4):
            visiteur.get("/agenda/2026/02/")


class TestBarres:
    """In the grid, an event of several days is one bar a week."""

    SEMAINE = [date(2026, 2, jour) for jour in range(2, 9)]
    FEVRIER = (date(2026, 2, 1), date(2026, 2, 28))

    def barre(self, debut, fin):
        (une,) = barres([EvenementFabrique.build(debut=debut, fin=fin)], self.SEMAINE, *self.FEVRIER)
        return une.colonne, une.largeur, une.commence, une.finit

    def test_within_the_week(self):
        assert self.barre(date(2026, 2, 2), date(2026, 2, 2)) == (1, 1, True, True)
        assert self.barre(date(2026, 2, 8), date(2026, 2, 8)) == (7, 1, True, True)
        assert self.barre(date(2026, 2, 3), date(2026, 2, 5)) == (2, 3, True, True)

    def test_beyond_the_week(self):
        assert self.barre(date(2026, 1, 30), date(2026, 2, 3)) == (1, 2, False, True)
        assert self.barre(date(2026, 2, 7), date(2026, 2, 9)) == (6, 2, True, False)
        assert self.barre(date(2025, 12, 1), date(2027, 1, 1)) == (1, 7, False, False)

    def test_outside_the_week(self):
        assert barres([EvenementFabrique.build(debut=date(2026, 2, 9))], self.SEMAINE, *self.FEVRIER) == []

    def test_the_days_of_another_month_stay_empty(self):
        semaine = [date(2026, 1, jour) for jour in range(26, 32)] + [date(2026, 2, 1)]
        (une,) = barres([EvenementFabrique.build(debut=date(2026, 1, 30), fin=date(2026, 2, 1))], semaine, *self.FEVRIER)
        assert (une.colonne, une.largeur, une.commence) == (7, 1, False)

    def test_the_longest_come_first(self):
        jours = [(4, 4), (2, 3), (2, 6), (2, 2)]
        evenements = [EvenementFabrique.build(debut=date(2026, 2, a), fin=date(2026, 2, b)) for a, b in jours]
        trouvees = barres(evenements, self.SEMAINE, *self.FEVRIER)
        assert [(une.colonne, une.largeur) for une in trouvees] == [(1, 5), (1, 2), (1, 1), (3, 1)]

    def test_the_page_draws_them_by_classes_alone(self, visiteur):
        EvenementFabrique(debut=date(2026, 2, 3), fin=date(2026, 2, 10))
        texte = sur_une_ligne(visiteur.get("/agenda/2026/02/").text)
        assert "col-2 large-6 barre--longue barre--continue" in texte
        assert "col-1 large-2 barre--longue barre--suite" in texte
        assert "style=" not in texte


class TestAnnee:
    def mois(self, reponse):
        return [compte for _, compte, _ in reponse.context["mois"]]

    def test_each_month_says_how_many_events_it_holds(self, visiteur):
        EvenementFabrique(debut=date(2026, 1, 30), fin=date(2026, 2, 2))
        EvenementFabrique(debut=date(2026, 2, 18))
        EvenementFabrique(debut=date(2025, 12, 20), fin=date(2026, 1, 3))
        EvenementFabrique(debut=date(2027, 1, 1))
        reponse = visiteur.get("/agenda/2026/")
        assert self.mois(reponse) == [2, 2, *[0] * 10]
        texte = sur_une_ligne(reponse.text)
        assert "<span>3 événements</span>" in texte and texte.count("petit-mois__nom") == 12
        # Days 1 to 3, 30 and 31 of January; 1, 2 and 18 of February.
        assert texte.count("petit-mois__pris") == 8
        assert 'href="/agenda/2026/02/">Février 2026</a>' in texte
        assert 'href="/agenda/2026/03/" rel="nofollow">Mars 2026</a>' in texte

    def test_empty(self, visiteur):
        reponse = visiteur.get("/agenda/2031/")
        assert self.mois(reponse) == [0] * 12
        assert "Aucun événement" in reponse.text and "noindex, nofollow" in reponse.text

    def test_one_that_awaits_its_day_is_on_none(self, visiteur):
        EvenementFabrique(debut=date(2026, 2, 18), etat="reporte")
        assert self.mois(visiteur.get("/agenda/2026/")) == [0] * 12

    def test_team_meetings_are_for_the_team(self, visiteur, membre, etranger, client_redactrice):
        EvenementFabrique(debut=date(2026, 2, 18), acces=Acces.EQUIPE)
        for client, nombre in ((visiteur, 0), (membre, 0), (etranger, 0), (client_redactrice, 1)):
            assert self.mois(client.get("/agenda/2026/"))[1] == nombre

    def test_neighbours_and_today(self, visiteur):
        EvenementFabrique(debut=date(2025, 6, 1))
        with time_machine.travel(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), tick=False):
            texte = sur_une_ligne(visiteur.get("/agenda/2026/").text)
            assert 'href="/agenda/2025/" rel="prev"' in texte
            assert 'href="/agenda/2027/" rel="next nofollow"' in texte
            # In Paris, it is already 2027.
            assert 'href="/agenda/2027/">Aujourd’hui' in texte

    def test_its_ends(self, visiteur):
        assert visiteur.get("/agenda/1900/").context["precedent"] is None
        assert visiteur.get("/agenda/2100/").context["suivant"] is None

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, nombre):
        EvenementFabrique.create_batch(nombre, debut=date(2026, 2, 18))
        # Menu, days, first and last day.
        with django_assert_num_queries(3):
            visiteur.get("/agenda/2026/")
