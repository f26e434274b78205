"""The agenda month by month: a table of weeks, and the same events day by day."""

from datetime import date, time

import pytest

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
        # In the table, on each of its days of the month; in the list, once.
        assert texte.count('href="/agenda/a-cheval/"') == 3

    def test_the_table_says_the_hour_and_the_list_the_day_once(self, visiteur):
        heures = {"heure_debut": time(9, 30), "heure_fin": time(11)}
        EvenementFabrique(debut=date(2026, 2, 18), **heures)
        EvenementFabrique(debut=date(2026, 2, 20), fin=date(2026, 2, 21), **heures)
        table, liste = sur_une_ligne(visiteur.get("/agenda/2026/02/").text).split("</table>")
        assert table.count('<span class="mois-grille__heure">9\u00a0h\u00a030</span>') == 2
        assert liste.count("ercredi 18\u00a0février 2026") == 1
        assert '<p class="carte__sous-titre">9\u00a0h\u00a030\u00a0–' in liste
        assert '<p class="carte__sous-titre">du <time datetime="2026-02-20">20\u00a0février</time>, 9\u00a0h\u00a030, au' in liste

    def test_links_to_other_months_stop_at_the_first_and_last_event(self, visiteur):
        EvenementFabrique(debut=date(2026, 1, 30))
        EvenementFabrique(debut=date(2026, 2, 18))
        reponse = visiteur.get("/agenda/2026/02/")
        assert reponse.context["precedent"] == date(2026, 1, 1)
        assert reponse.context["suivant"] is None
        assert 'href="/agenda/2026/01/"' in sur_une_ligne(reponse.text)

    @pytest.mark.parametrize(
        ("dates", "vu", "precedent", "suivant"),
        [
            ({"debut": date(2026, 2, 1)}, True, None, None),
            ({"debut": date(2026, 2, 28)}, True, None, None),
            ({"debut": date(2026, 1, 31)}, False, date(2026, 1, 1), None),
            ({"debut": date(2026, 3, 1)}, False, None, date(2026, 3, 1)),
            ({"debut": date(2026, 1, 31), "fin": date(2026, 2, 1)}, True, date(2026, 1, 1), None),
            ({"debut": date(2026, 2, 28), "fin": date(2026, 3, 1)}, True, None, date(2026, 3, 1)),
        ],
        ids=str,
    )
    def test_the_first_and_the_last_day_of_a_month_are_of_it(self, visiteur, dates, vu, precedent, suivant):
        EvenementFabrique(titre="Au bord", **dates)
        reponse = visiteur.get("/agenda/2026/02/")
        assert ("Au bord" in reponse.text) is vu
        assert (reponse.context["precedent"], reponse.context["suivant"]) == (precedent, suivant)

    def test_december_and_january(self, visiteur):
        EvenementFabrique(debut=date(2025, 12, 31), fin=date(2026, 1, 1))
        assert visiteur.get("/agenda/2025/12/").context["suivant"] == date(2026, 1, 1)
        assert visiteur.get("/agenda/2026/01/").context["precedent"] == date(2025, 12, 1)

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
        assert "Aucun événement ce mois-ci" not in page and "noindex" not in page and "<table" not in page

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
