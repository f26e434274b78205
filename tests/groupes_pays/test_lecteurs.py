"""Who the reader of a request is, from the account, its collectivités, their memberships and their groups."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from groupes_pays.lecteurs import lecteur_pour
from groupes_pays.middleware import LecteurMiddleware
from socle.acces import EQUIPE, VISITEUR
from tests.fabriques import AdhesionFabrique, GroupeFabrique, RattachementFabrique, UtilisateurFabrique

PUBLIC, COLLECTIVITES, ADHERENTS = "public", "collectivites", "adherents"


def test_a_visitor_is_the_constant_and_costs_nothing():
    # Without the `db` fixture, any query fails the test.
    assert lecteur_pour(AnonymousUser()) is VISITEUR


def test_staff_is_a_constant_and_costs_nothing(redactrice, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert lecteur_pour(redactrice) is EQUIPE


def test_an_account_without_collectivite_reads_as_a_visitor(db):
    assert lecteur_pour(UtilisateurFabrique()) is VISITEUR


def test_an_agent_of_a_collectivite_that_is_not_adherent(dana, billere):
    lecteur = lecteur_pour(dana)
    assert lecteur.niveaux == {PUBLIC, COLLECTIVITES}
    assert (lecteur.collectivites, lecteur.cercles) == ({billere.pk}, set())
    assert not lecteur.adherent
    assert not lecteur.equipe


def test_an_adherent_in_no_group(charlie, colombes):
    lecteur = lecteur_pour(charlie)
    assert lecteur.niveaux == {PUBLIC, COLLECTIVITES, ADHERENTS}
    assert (lecteur.collectivites, lecteur.cercles) == ({colombes.pk}, set())


def test_an_adherent_in_two_groups(bob, aix, groupe_japon, groupe_armenie):
    lecteur = lecteur_pour(bob)
    assert lecteur.niveaux == {PUBLIC, COLLECTIVITES, ADHERENTS}
    assert lecteur.cercles == {groupe_japon.pk, groupe_armenie.pk}


def test_several_collectivites_add_up(bob, dana, aix, billere):
    RattachementFabrique(utilisateur=dana, collectivite=aix)
    lecteur = lecteur_pour(dana)
    assert lecteur.collectivites == {aix.pk, billere.pk}
    assert lecteur.adherent
    assert len(lecteur.cercles) == 2


def test_the_groups_of_others_are_not_mine(charlie, groupe_japon):
    GroupeFabrique(nature="comite")
    assert lecteur_pour(charlie).cercles == set()


# 23:30 UTC is already the next day in Paris.
@pytest.mark.parametrize(
    ("heure", "adherent"), [("2026-06-30 21:30", True), ("2026-06-30 23:30", False), ("2026-07-01 08:00", False)]
)
def test_a_membership_ends_at_midnight_in_paris(dana, billere, heure, adherent):
    AdhesionFabrique(collectivite=billere, debut="2026-01-01", fin="2026-06-30")
    with time_machine.travel(f"{heure}+00:00", tick=False):
        assert lecteur_pour(dana).adherent is adherent


def test_a_membership_to_come_opens_nothing(dana, billere):
    AdhesionFabrique(collectivite=billere, debut=timezone.localdate() + timedelta(days=1))
    assert not lecteur_pour(dana).adherent


def test_a_member_costs_one_query_whatever_the_number_of_collectivites(db, django_assert_num_queries):
    for nombre in (1, 5):
        utilisateur = UtilisateurFabrique()
        for _ in range(nombre):
            adhesion = AdhesionFabrique()
            RattachementFabrique(utilisateur=utilisateur, collectivite=adhesion.collectivite)
            GroupeFabrique(membres=[adhesion.collectivite])
        with django_assert_num_queries(1):
            lecteur = lecteur_pour(utilisateur)
        assert len(lecteur.cercles) == len(lecteur.collectivites) == nombre


def test_the_reader_is_computed_at_its_first_use_and_once(bob, django_assert_num_queries):
    requete = RequestFactory().get("/")
    requete.user = bob
    with django_assert_num_queries(0):
        LecteurMiddleware(lambda requete: None)(requete)
    with django_assert_num_queries(1):
        assert requete.lecteur.adherent
        assert requete.lecteur.cercles
