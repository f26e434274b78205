"""The periods above the list of the agenda, and its filters: those in view, those folded."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from agenda.filtres import fin_de_periode
from tests.fabriques import EvenementFabrique, ThemeFabrique
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db
EN_LIGNE = {"publie_le": datetime(2026, 1, 1, tzinfo=UTC)}


def titres(reponse):
    return [evenement.titre for evenement in reponse.context["page_obj"]]


@pytest.mark.parametrize(
    ("jour", "semaine", "mois"),
    [
        (date(2026, 2, 16), date(2026, 2, 22), date(2026, 2, 28)),  # a Monday
        (date(2026, 2, 22), date(2026, 2, 22), date(2026, 2, 28)),  # a Sunday
        (date(2028, 2, 28), date(2028, 3, 5), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 3), date(2026, 12, 31)),
    ],
)
def test_a_week_ends_on_sunday_and_a_month_with_its_last_day(jour, semaine, mois):
    assert fin_de_periode("aujourd-hui", jour) == jour
    assert (fin_de_periode("semaine", jour), fin_de_periode("mois", jour)) == (semaine, mois)


class TestPeriodes:
    @pytest.fixture
    def evenements(self):
        jours = {
            "Hier": (17, 17), "En cours": (16, 18), "Ce soir": (18, 18), "Dimanche": (22, 22), "Lundi": (23, 23),
            "Le 28": (28, 28),
        }  # fmt: skip
        for titre, (debut, fin) in jours.items():
            EvenementFabrique(titre=titre, debut=date(2026, 2, debut), fin=date(2026, 2, fin), **EN_LIGNE)
        EvenementFabrique(titre="En mars", debut=date(2026, 3, 1), **EN_LIGNE)
        EvenementFabrique(titre="À fixer", debut=date(2026, 2, 18), etat="reporte", **EN_LIGNE)

    @pytest.mark.parametrize(
        ("periode", "attendus"),
        [
            ("aujourd-hui", ["En cours", "Ce soir"]),
            ("semaine", ["En cours", "Ce soir", "Dimanche"]),
            ("mois", ["En cours", "Ce soir", "Dimanche", "Lundi", "Le 28"]),
        ],
    )
    @pytest.mark.usefixtures("evenements")
    def test_what_is_left_of_it(self, visiteur, periode, attendus):
        with time_machine.travel(datetime(2026, 2, 18, 12, tzinfo=UTC), tick=False):
            reponse = visiteur.get(f"/agenda/?periode={periode}")
        assert titres(reponse) == attendus
        texte = sur_une_ligne(reponse.text)
        assert re.findall(r'<a href="/agenda/\?periode=([a-z-]+)" aria-current="page">', texte) == [periode]
        assert 'content="noindex, follow"' in texte

    @pytest.mark.parametrize(
        ("maintenant", "attendus"),
        [
            # Around midnight in Paris, in summer and in winter.
            (datetime(2026, 7, 14, 21, 59, tzinfo=UTC), ["Le 14"]),
            (datetime(2026, 7, 14, 22, 1, tzinfo=UTC), ["Le 15"]),
            (datetime(2026, 12, 24, 22, 59, tzinfo=UTC), ["Réveillon"]),
            (datetime(2026, 12, 24, 23, 1, tzinfo=UTC), ["Noël"]),
        ],
    )
    def test_today_is_that_of_paris(self, visiteur, maintenant, attendus):
        for titre, jour in (("Le 14", (7, 14)), ("Le 15", (7, 15)), ("Réveillon", (12, 24)), ("Noël", (12, 25))):
            EvenementFabrique(titre=titre, debut=date(2026, *jour), **EN_LIGNE)
        with time_machine.travel(maintenant, tick=False):
            assert titres(visiteur.get("/agenda/?periode=aujourd-hui")) == attendus

    def test_links_keep_the_other_filters_and_lead_to_the_first_page(self, visiteur, japon):
        EvenementFabrique(pays=[japon])
        texte = sur_une_ligne(visiteur.get("/agenda/?pays=JP&periode=mois&page=1").text)
        assert '<a href="/agenda/?pays=JP&amp;periode=semaine">Cette semaine</a>' in texte
        assert '<a href="/agenda/?pays=JP">Tous à venir</a>' in texte

    def test_without_a_period_all_to_come_is_where_one_stands(self, visiteur):
        texte = sur_une_ligne(visiteur.get("/agenda/").text)
        assert re.search(r'<a href="/agenda/\?? ?" aria-current="page">Tous à venir</a>', texte)
        assert "aria-current" not in sur_une_ligne(visiteur.get("/agenda/?periode=tous").text).split('class="onglets"')[1][:900]

    @pytest.mark.parametrize(
        ("periode", "phrase"), [("aujourd-hui", "aujourd’hui"), ("semaine", "d’ici à dimanche"), ("mois", "la fin du mois")]
    )
    def test_empty(self, visiteur, periode, phrase):
        texte = sur_une_ligne(visiteur.get(f"/agenda/?periode={periode}").text)
        assert "Aucun événement " in texte and phrase in texte and "Voir tous les événements à venir" in texte

    def test_empty_with_another_filter_one_is_told_to_take_it_off(self, visiteur, japon):
        EvenementFabrique(pays=[japon])
        assert "Retirez un filtre" in visiteur.get("/agenda/?periode=aujourd-hui&pays=JP").text

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre):
        for _ in range(nombre):
            EvenementFabrique(pays=[japon], debut=datetime.now(UTC).date(), fin=date(2100, 1, 1))
        with django_assert_num_queries(5):
            visiteur.get("/agenda/?periode=mois")


class TestFiltres:
    def champs(self, reponse):
        """Return the names of the fields in view, then those folded."""
        formulaire = sur_une_ligne(reponse.text).split('class="filtres"')[1].split("</form>")[0]
        en_vue, _, replies = formulaire.partition('<details class="filtres__plus">')
        return [re.findall(r'<select name="(\w+)"', partie) for partie in (en_vue, replies)]

    def test_country_group_and_period_are_in_view(self, visiteur):
        en_vue, replies = self.champs(visiteur.get("/agenda/"))
        assert en_vue == ["pays", "groupe", "periode"]
        assert replies == ["theme", "type", "mode", "etat", "annee", "cycle", "suites"]

    def test_those_in_use_are_too(self, visiteur):
        EvenementFabrique(themes=[ThemeFabrique(slug="climat")])
        en_vue, replies = self.champs(visiteur.get("/agenda/?theme=climat&mode=visio"))
        assert en_vue == ["pays", "groupe", "periode", "theme", "mode"]
        assert replies == ["type", "etat", "annee", "cycle", "suites"]

    def test_and_those_refused_with_their_message(self, visiteur):
        reponse = visiteur.get("/agenda/?mode=x")
        assert reponse.status_code == 400
        assert self.champs(reponse)[0] == ["pays", "groupe", "periode", "mode"]

    def test_a_list_that_names_none_shows_all(self, visiteur):
        assert "filtres__plus" not in visiteur.get("/actualites/").text
