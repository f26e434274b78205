"""What the database refuses of an event, and which list an event is in."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from agenda.lignes import DATE_A_FIXER
from agenda.models import Evenement
from tests.fabriques import DocumentFabrique, EvenementFabrique, GroupeFabrique, ThemeFabrique

JOUR = date(2026, 2, 18)


@pytest.mark.parametrize(
    ("champs", "contrainte"),
    [
        ({"debut": date(1899, 12, 31), "fin": JOUR}, "agenda_evenement_annees"),
        ({"fin": date(2101, 1, 1)}, "agenda_evenement_annees"),
        ({"fin": JOUR - timedelta(days=1)}, "agenda_evenement_jours_ordonnes"),
        ({"heure_fin": time(16)}, "agenda_evenement_heure_debut"),
        ({"heure_debut": time(16), "heure_fin": time(15)}, "agenda_evenement_heures_ordonnees"),
        ({"heure_debut": time(16), "heure_fin": time(16)}, "agenda_evenement_heures_ordonnees"),
        ({"confidentiel": True, "bilan": "<p>Ce qui s’est dit.</p>"}, "agenda_evenement_confidentiel"),
        ({"annonce_au": JOUR}, "agenda_evenement_report"),
        ({"etat": "reporte", "annonce_au": None}, "agenda_evenement_report_date"),
        ({"inscription_du": JOUR, "inscription_au": JOUR - timedelta(days=1)}, "agenda_evenement_inscriptions_ordonnees"),
    ],
)
def test_the_database_refuses_an_event_that_contradicts_itself(champs, contrainte, db):
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        EvenementFabrique(**{"debut": JOUR, **champs})
    with pytest.raises(ValidationError):
        EvenementFabrique.build(**{"debut": JOUR, "auteur": None, **champs}).full_clean()


def test_a_confidential_event_has_no_minutes(db):
    with pytest.raises(IntegrityError, match="confidentiel"), transaction.atomic():
        EvenementFabrique(confidentiel=True, compte_rendu=DocumentFabrique())


def test_what_is_right_is_accepted(db):
    EvenementFabrique(debut=JOUR, fin=JOUR + timedelta(days=1), heure_debut=time(16), heure_fin=time(9))
    EvenementFabrique(debut=JOUR, heure_debut=time(20), heure_fin=time(0))
    EvenementFabrique(debut=JOUR, etat="reporte", annonce_au=JOUR - timedelta(days=5))
    assert Evenement.objects.count() == 3


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 7, 14, 21, 59, tzinfo=UTC),
        datetime(2026, 7, 14, 22, 1, tzinfo=UTC),
        datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    ],
)
def test_to_come_and_past_share_every_event_around_midnight_in_paris(instant, db):
    with time_machine.travel(instant, tick=False):
        aujourd_hui = timezone.localdate()
        for jours in (-2, -1, 0, 1):
            EvenementFabrique(slug=f"j{jours}", debut=aujourd_hui + timedelta(days=jours))
        EvenementFabrique(slug="en-cours", debut=aujourd_hui - timedelta(days=3), fin=aujourd_hui)
        a_venir = list(Evenement.objects.a_venir().values_list("slug", flat=True))
        passes = list(Evenement.objects.passes().values_list("slug", flat=True))
    assert a_venir == ["en-cours", "j0", "j1"]
    assert passes == ["j-1", "j-2"]


def test_the_day_of_an_event_is_the_day_in_paris(db):
    EvenementFabrique(debut=date(2026, 7, 14))
    with time_machine.travel(datetime(2026, 7, 14, 21, 59, tzinfo=UTC), tick=False):
        assert Evenement.objects.a_venir().exists()
    with time_machine.travel(datetime(2026, 7, 14, 22, 1, tzinfo=UTC), tick=False):
        assert not Evenement.objects.a_venir().exists()


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, True),
        ({"etat": "annule"}, False),
        ({"confidentiel": True}, False),
        ({"bilan": "<p>Fait.</p>"}, False),
    ],
)
def test_a_past_event_without_follow_up_is_found(champs, attendu, db):
    EvenementFabrique(debut=timezone.localdate() - timedelta(days=1), **champs)
    EvenementFabrique(debut=timezone.localdate() - timedelta(days=200))
    assert Evenement.objects.sans_suite().exists() is attendu


@pytest.mark.parametrize(("jours", "attendu"), [(0, False), (1, True), (183, True), (184, False)])
def test_a_follow_up_is_awaited_from_the_day_after_for_six_months(jours, attendu, db):
    EvenementFabrique(debut=timezone.localdate() - timedelta(days=jours))
    assert Evenement.objects.sans_suite().exists() is attendu


EN_LIGNE = datetime(2026, 1, 1, tzinfo=UTC)


def reportes():
    """Make events postponed with and without a new day, before and after 18 February 2026, and others that are not."""
    for slug, jours, annonce in (
        ("sans-jour", -9, -9), ("jour-d-avant", -8, -8), ("redate-passe", -7, -20), ("redate", 5, -3),
        ("sans-jour-futur", 2, 2),
    ):  # fmt: skip
        annonce_au = JOUR + timedelta(days=annonce)
        EvenementFabrique(
            slug=slug, debut=JOUR + timedelta(days=jours), etat="reporte", annonce_au=annonce_au, publie_le=EN_LIGNE
        )
    EvenementFabrique(slug="tenu", debut=JOUR - timedelta(days=6), publie_le=EN_LIGNE)
    EvenementFabrique(slug="annule", debut=JOUR - timedelta(days=5), etat="annule", publie_le=EN_LIGNE)
    EvenementFabrique(slug="prevu", debut=JOUR + timedelta(days=90), publie_le=EN_LIGNE)


class TestDateAFixer:
    @time_machine.travel(datetime(2026, 2, 18, 12, tzinfo=UTC), tick=False)
    def test_an_event_without_its_new_day_is_to_come_after_the_others_and_awaits_no_minutes(self, db):
        reportes()

        def slugs(evenements):
            return [evenement.slug for evenement in evenements]

        a_venir = ["redate", "prevu", "sans-jour", "jour-d-avant", "sans-jour-futur"]
        assert slugs(Evenement.objects.a_venir()) == a_venir
        assert slugs(Evenement.objects.passes()) == ["annule", "tenu", "redate-passe"]
        assert slugs(Evenement.objects.sans_suite()) == ["tenu", "redate-passe"]
        assert slugs(evenement for evenement in Evenement.objects.order_by("slug") if evenement.est_passe) == [
            "annule", "redate-passe", "tenu",
        ]  # fmt: skip
        assert [slugs(liste) for liste in Evenement.objects.prochains_et_derniers(4, 2)] == [a_venir[:4], ["annule", "tenu"]]

    def test_a_row_and_the_database_say_the_same(self, db):
        reportes()
        a_fixer = set(Evenement.objects.filter(DATE_A_FIXER))
        assert {evenement for evenement in Evenement.objects.all() if evenement.date_a_fixer} == a_fixer
        assert len(a_fixer) == 3


class TestOrdre:
    @pytest.fixture
    def journee(self, db):
        """Events of one day, entered in another order than that of their hours."""
        for slug, heure in (("14h", time(14)), ("sans-heure", None), ("9h", time(9)), ("14h-bis", time(14))):
            EvenementFabrique(slug=slug, debut=JOUR, heure_debut=heure)

    ORDRE = ["9h", "14h", "14h-bis", "sans-heure"]

    def test_the_hour_comes_before_the_order_of_entry(self, journee):
        with time_machine.travel(datetime(2026, 2, 18, 8, tzinfo=UTC), tick=False):
            assert [un.slug for un in Evenement.objects.a_venir()] == self.ORDRE
            assert [un.slug for un in Evenement.objects.prochains_et_derniers(9, 9)[0]] == self.ORDRE
        with time_machine.travel(datetime(2026, 2, 19, 8, tzinfo=UTC), tick=False):
            assert [un.slug for un in Evenement.objects.passes()] == self.ORDRE[::-1]
            assert [un.slug for un in Evenement.objects.prochains_et_derniers(9, 9)[1]] == self.ORDRE[::-1]

    def test_neighbours_follow_the_hours(self, journee):
        suivis = [Evenement.objects.voisins(Evenement.objects.get(slug=slug)) for slug in self.ORDRE]
        assert [avant and avant.slug for avant, _ in suivis] == [None, *self.ORDRE[:-1]]
        assert [apres and apres.slug for _, apres in suivis] == [*self.ORDRE[1:], None]


class TestVoisinsDeSujet:
    """Chosen by subject then by moment, shown by moment, in pairs."""

    @pytest.fixture
    def evenement(self, japon):
        return EvenementFabrique(pays=[japon], groupes=[GroupeFabrique()], themes=[ThemeFabrique()])

    @pytest.fixture
    def creer(self, evenement):
        def creer(titre, jours, lien):
            liens = {lien: getattr(evenement, lien).all()}
            return EvenementFabrique(titre=titre, debut=timezone.localdate() + timedelta(days=jours), **liens)

        return creer

    def titres(self, evenement, nombre=4):
        return [un.titre for un in Evenement.objects.voisins_de_sujet(evenement, nombre)]

    def test_those_to_come_soonest_first_then_the_past_latest_first(self, creer, evenement):
        for titre, jours in (("Autrefois", -30), ("Dans un mois", 30), ("Hier", -1), ("Demain", 1)):
            creer(titre, jours, "pays")
        assert self.titres(evenement) == ["Demain", "Dans un mois", "Hier", "Autrefois"]

    def test_the_nearest_in_time_are_chosen(self, creer, evenement):
        for titre, jours in (("Dans un an", 365), ("Autrefois", -30), ("Dans un mois", 30), ("Hier", -1), ("Demain", 1)):
            creer(titre, jours, "pays")
        assert self.titres(evenement) == ["Demain", "Dans un mois", "Dans un an", "Hier"]
        assert self.titres(evenement, 2) == ["Demain", "Dans un mois"]

    def test_a_past_meeting_of_the_group_is_chosen_before_one_to_come_on_a_theme(self, creer, evenement):
        creer("Thème", 1, "themes")
        creer("Groupe", -30, "groupes")
        EvenementFabrique(titre="Sans rapport")
        assert self.titres(evenement, 1) == ["Groupe"]
        creer("Pays", -40, "pays")
        assert self.titres(evenement, 1) == ["Pays"]

    def test_an_odd_one_is_left_out_but_not_one_alone(self, creer, evenement):
        creer("Groupe", 3, "groupes")
        assert self.titres(evenement) == ["Groupe"]
        creer("Thème", 1, "themes")
        creer("Pays", 2, "pays")
        assert self.titres(evenement) == ["Pays", "Groupe"]
        assert self.titres(evenement, 2) == ["Pays", "Groupe"]


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"acces": "public"}, "Salle, code 4B"),
        ({"acces": "groupe"}, "sur place"),
        ({"acces": "collectivites", "ville": "Nancy"}, "Nancy"),
        ({"acces": "groupe", "lieu": ""}, "lieu à préciser"),
        ({"acces": "groupe", "mode": "hybride"}, "sur place et en visioconférence"),
    ],
)
def test_a_card_tells_the_town_of_a_restricted_event_at_most(champs, attendu):
    assert Evenement(**{"lieu": "Salle, code 4B", "mode": "presentiel"} | champs).lieu_court == attendu
