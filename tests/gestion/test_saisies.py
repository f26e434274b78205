"""What the site makes of a form whose session has ended, and what it says to the scripts that keep what is typed."""

import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from actualites.models import Actualite
from socle.models import Envoi
from tests.fabriques import ActualiteFabrique
from tests.formulaires import AJOUT, CHAMPS, fiche, saisie

ETAT = "/saisie/etat/"
ICI = {"Origin": "http://testserver"}
CADRE = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"}
ENVOI = CHAMPS | {"jeton_envoi": "a" * 32, "corps": "<p>Un texte « long ».</p>", "_continue": "1"}


def champs_caches(page):
    """Return what a browser sends of the form that a page holds."""
    trouves = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {nom: unescape(texte) for nom, texte in trouves}


def test_the_site_says_who_writes_and_what_it_received(visiteur, client_editrice, client_redactrice):
    assert visiteur.get(ETAT).json() == {"compte": "", "recus": []}
    assert not visiteur.cookies
    client_editrice.post(AJOUT, ENVOI)
    etat = client_editrice.get(ETAT, {"jeton": ["a" * 32, "b" * 32]}).json()
    assert etat["recus"] == ["a" * 32] and etat["csrf"] and re.fullmatch("[0-9a-f]{32}", etat["compte"])
    assert client_redactrice.get(ETAT).json()["compte"] != etat["compte"]
    assert client_editrice.get(ETAT)["Cache-Control"].endswith("private")
    with_token = client_editrice.get(AJOUT).text
    assert f'data-compte="{etat["compte"]}"' in with_token


def test_a_form_refused_is_not_received(client_editrice):
    client_editrice.post(AJOUT, ENVOI | {"titre": ""})
    assert client_editrice.get(ETAT, {"jeton": "a" * 32}).json()["recus"] == []


def test_what_was_typed_of_a_row_deleted_meanwhile_is_not_received(client_editrice):
    contenu = ActualiteFabrique(brouillon=True)
    envoi = saisie(client_editrice, contenu, jeton_envoi="c" * 32)
    Actualite.objects.all().delete()
    assert client_editrice.post(fiche(contenu), envoi).status_code == 302
    assert client_editrice.get(ETAT, {"jeton": "c" * 32}).json()["recus"] == []
    assert not Envoi.objects.exists()


def test_without_scripts_a_session_that_ended_gives_all_back_and_the_form_is_sent_again(editrice, client_editrice, client_de):
    Session.objects.all().delete()
    page = client_editrice.post(AJOUT, ENVOI)
    assert page.status_code == 403 and "no-store" in page["Cache-Control"]
    assert "Votre session a expiré" in page.text and not Actualite.objects.exists()
    assert f'action="{AJOUT}"' in page.text
    rendus = champs_caches(page.text)
    assert {nom: rendus[nom] for nom in ENVOI} == ENVOI
    rendus.pop("csrfmiddlewaretoken")
    assert client_de(editrice).post(AJOUT, rendus).status_code == 302
    assert Actualite.objects.get().corps == "<p>Un texte « long ».</p>"


def test_so_does_the_form_of_a_member(membre, aix):
    adresse = f"/espace/collectivites/{aix.slug}/modifier/"
    Session.objects.all().delete()
    page = membre.post(adresse, {"ville": "Aix", "jeton_envoi": "d" * 32})
    assert page.status_code == 403 and champs_caches(page.text)["ville"] == "Aix"


def test_a_form_without_a_token_and_a_page_that_is_read_lead_to_sign_in(visiteur):
    assert visiteur.post(AJOUT, CHAMPS).status_code == 302
    assert visiteur.get(AJOUT, {"jeton_envoi": "a"}).status_code == 302


def test_the_token_of_a_page_opened_before_the_sign_in_gives_all_back_too(editrice):
    client = Client(enforce_csrf_checks=True, headers=ICI)
    client.force_login(editrice, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(AJOUT, ENVOI | {"csrfmiddlewaretoken": "x" * 64})
    assert page.status_code == 403 and "Vous êtes connecté" in page.text
    rendus = champs_caches(page.text)
    assert client.post(AJOUT, rendus).status_code == 302
    assert Actualite.objects.get().titre == CHAMPS["titre"]


@pytest.mark.parametrize("origine", [{"Origin": "https://ailleurs.test"}, {"Origin": "null"}, {}])
def test_what_another_site_sends_is_given_back_to_nobody(editrice, origine):
    client = Client(enforce_csrf_checks=True, headers=origine)
    client.force_login(editrice, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(AJOUT, ENVOI)
    assert page.status_code == 403
    assert CHAMPS["titre"] not in page.text and "Le formulaire a expiré" in page.text


def test_only_the_sign_in_is_framed_and_by_this_site_only(visiteur, client_editrice):
    connexion = visiteur.get("/comptes/connexion/", headers=CADRE)
    assert "frame-ancestors 'self'" in connexion["Content-Security-Policy"] and connexion["X-Frame-Options"] == "SAMEORIGIN"
    for adresse, entetes in (
        ("/comptes/connexion/", {}),
        ("/comptes/connexion/", CADRE | {"Sec-Fetch-Site": "cross-site"}),
        ("/comptes/connexion/", CADRE | {"Sec-Fetch-Dest": "document"}),
        ("/", CADRE),
        ("/admin/", CADRE),
    ):
        page = client_editrice.get(adresse, headers=entetes)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"] and page["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in client_editrice.get(AJOUT)["Content-Security-Policy"]
    for adresse in ("/", "/admin/"):
        assert "frame-src" not in client_editrice.get(adresse)["Content-Security-Policy"]
