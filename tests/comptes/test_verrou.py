"""Whose address the tries of a password are counted for."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from comptes.models import LienDemande
from comptes.verrou import LIENS_PAR_COMPTE, adresse, compter_lien
from tests.concurrence import ensemble


def essayer(vient_de, mot_de_passe="faux"):
    donnees = {"username": "bob@exemple.test", "password": mot_de_passe}
    return Client().post(reverse("comptes:connexion"), donnees, headers={"x-forwarded-for": vient_de})


def test_behind_the_proxy_a_stranger_does_not_shut_the_account_for_its_owner(bob, settings):
    settings.CUF_DERRIERE_UN_PROXY = True
    assert [essayer("203.0.113.9").status_code for _ in range(10)][-1] == 429
    # A forged beginning of the header does not give ten more tries.
    assert essayer("198.51.100.7, 203.0.113.9").status_code == 429
    assert essayer("192.0.2.1", "mot-de-passe-de-test").status_code == 302


def test_without_a_proxy_the_header_gives_no_more_tries(bob):
    assert [essayer(f"203.0.113.{rang}").status_code for rang in range(10)][-1] == 429


@pytest.mark.parametrize("entete", ["", "inconnu", "203.0.113.9, ", "203.0.113.9:443, <b>"])
def test_an_unusable_header_leaves_the_address_of_the_connection(entete, settings):
    settings.CUF_DERRIERE_UN_PROXY = True
    requete = RequestFactory().get("/", headers={"x-forwarded-for": entete})
    assert adresse(requete) == "127.0.0.1"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("essai", range(3))
def test_two_requests_at_once_do_not_share_the_last_link(essai):
    requete = RequestFactory().get("/")
    for _ in range(LIENS_PAR_COMPTE - 1):
        assert compter_lien(requete, "bob@exemple.test")
    accordes = ensemble(*[lambda: compter_lien(requete, "BOB@exemple.test")] * 3)
    assert sorted(accordes) == [False, False, True]
    assert LienDemande.objects.count() == LIENS_PAR_COMPTE
