"""« Mon compte »: what gathers one's name, address, password, second factor and sessions."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from comptes.appareils import nom_d_appareil
from comptes.models import Session

BON = "mot-de-passe-de-test"
COMPTE = "/comptes/"
FERMER = "/comptes/sessions/fermer/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


def ouvrir(utilisateur, **entetes):
    """Return the client of a session opened by the form."""
    client = Client(**entetes)
    reponse = client.post("/comptes/connexion/", {"username": utilisateur.courriel, "password": BON})
    assert reponse.status_code == 302
    return client


def reperes(page):
    return re.findall(r'name="session" value="(\w+)"', page)


def test_it_is_at_hand_from_the_space_and_from_the_back_office(membre, client_redactrice):
    for client, page in ((membre, "/espace/"), (client_redactrice, "/admin/")):
        assert f'href="{COMPTE}"' in client.get(page).text
        assert client.get(COMPTE).status_code == 200


def test_one_changes_one_s_name_and_nothing_else(membre, bob):
    champs = {"prenom": "Robert", "nom": "Martin", "fonction": "Maire", "courriel": "x@exemple.test", "is_staff": "on"}
    assert "Votre nom est enregistré." in membre.post(COMPTE, champs, follow=True).text
    bob.refresh_from_db()
    assert (bob.prenom, bob.nom, bob.fonction, bob.courriel, bob.is_staff) == (
        "Robert",
        "Martin",
        "Maire",
        "bob@exemple.test",
        False,
    )


def test_a_name_too_long_is_refused_and_kept_in_the_form(membre):
    refus = membre.post(COMPTE, {"prenom": "x" * 101, "nom": "Martin"})
    assert refus.status_code == 400
    assert "Martin" in refus.text and "<title>Erreur : Mon compte" in refus.text


def test_sessions_are_listed_with_where_they_were_opened(bob):
    ici = ouvrir(bob, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.7")
    ouvrir(bob, HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU) AppleWebKit Version/19 Safari/604", REMOTE_ADDR="192.0.2.8")
    page = ici.get(COMPTE).text
    assert re.search(r"Firefox, Windows</strong> \(cet appareil\)", page)
    assert "Safari, iPhone" in page and "192.0.2.8" in page
    assert len(reperes(page)) == 1
    for session in Session.objects.all():
        assert session.pk not in page, "a key of session is not shown: it would open it"


def test_one_closes_one_other_session(bob, charlie):
    ici, ailleurs, troisieme, autrui = ouvrir(bob), ouvrir(bob), ouvrir(bob), ouvrir(charlie)
    repere = reperes(ici.get(COMPTE).text)[0]
    assert "C’est fermé" in ici.post(FERMER, {"session": repere}, follow=True).text
    assert sorted(une.get("/espace/").status_code for une in (ici, ailleurs, troisieme)) == [200, 200, 302]
    # That of another is not one's own to close.
    etrangere = reperes(ouvrir(charlie).get(COMPTE).text)[0]
    assert "déjà fermée" in ici.post(FERMER, {"session": etrangere}, follow=True).text
    assert autrui.get("/espace/").status_code == 200


def test_one_closes_all_the_others_at_once(bob, charlie):
    ici, ailleurs, autrui = ouvrir(bob), ouvrir(bob), ouvrir(charlie)
    ici.post(FERMER)
    assert [une.get("/espace/").status_code for une in (ici, ailleurs, autrui)] == [200, 302, 200]


def test_a_password_changed_closes_the_other_sessions(bob):
    ici, ailleurs = ouvrir(bob), ouvrir(bob)
    nouveau = "un-autre-mot-de-passe"
    ici.post(reverse("comptes:mot_de_passe_changer"), {"old_password": BON, "new_password1": nouveau, "new_password2": nouveau})
    assert [une.get("/espace/").status_code for une in (ici, ailleurs)] == [200, 302]
    assert bob.sessions.count() == 1


def test_a_session_of_nobody_is_nobody_s(visiteur, db):
    visiteur.session["x"] = 1
    session = visiteur.session
    session["x"] = 1
    session.save()
    assert Session.objects.get().utilisateur is None


@pytest.mark.parametrize("agent", ["", "curl/8", "\x00", "é" * 5000])
def test_a_browser_that_says_nothing_is_unknown(agent, bob):
    assert nom_d_appareil(agent) == "appareil inconnu"
