"""The back office of the mail: its fate is read, its text is not, and it is sent again once asked twice."""

import pytest
from django.contrib import admin
from django.core import mail
from django.utils import timezone

from courriels.models import Courriel
from tests.annuaire.formulaire import champs_de
from tests.file_attente import vider_la_file

LISTE = "/admin/courriels/courriel/"
ENVOYER = f"{LISTE}envoyer/"


@pytest.fixture
def perdu(db):
    return Courriel.objects.create(
        destinataire="ines@exemple.test",
        sujet="Votre accès",
        texte="https://lien-secret",
        html="<p>https://lien-secret</p>",
        etat="incertain",
        erreur="L’envoi a été coupé.",
    )


def test_the_fate_of_a_message_is_read_but_not_its_link(client_administratrice, perdu):
    """It would open the account of a superuser to whoever may only see that a message left."""
    fiche = client_administratrice.get(f"{LISTE}{perdu.pk}/change/").text
    for dit in ("ines@exemple.test", "incertain", "L’envoi a été coupé.", f"{ENVOYER}?cle={perdu.pk}"):
        assert dit in fiche
    assert "lien-secret" not in fiche + client_administratrice.get(LISTE).text
    for champ in ("texte", "html"):
        assert client_administratrice.get(LISTE, {f"{champ}__contains": "https://lien-s"}).status_code == 400


@pytest.mark.parametrize(("envoi", "montre"), [("echec", True), ("incertain", True), ("parti", False), ("", True)])
def test_messages_are_sorted_by_what_became_of_them(client_administratrice, perdu, envoi, montre):
    Courriel.objects.create(destinataire="bob@exemple.test", sujet="Arrivé", etat="parti", envoye_le=timezone.now())
    page = client_administratrice.get(LISTE, {"envoi": envoi} if envoi else {}).text
    assert ("ines@exemple.test" in page) is montre
    assert ("bob@exemple.test" in page) is (envoi in {"parti", ""})


def test_sending_again_is_asked_once_more_and_says_the_risk(client_administratrice, perdu):
    reponse = client_administratrice.post(LISTE, {"action": "envoyer_de_nouveau", "_selected_action": [perdu.pk]}, follow=True)
    assert reponse.redirect_chain[0][0] == f"{ENVOYER}?cle={perdu.pk}"
    assert "peut le recevoir deux fois" in reponse.text
    assert vider_la_file() == 0
    champs = champs_de(reponse)
    for message in ("Courriels remis en file\xa0: 1.", "déjà remis en file\xa0: 1."):
        suite = client_administratrice.post(f"{ENVOYER}?cle={perdu.pk}", champs, follow=True)
        assert message in suite.text
        assert suite.text.count("Courriels remis") + suite.text.count("laissés tels quels") == 1
    vider_la_file()
    assert [message.to for message in mail.outbox] == [["ines@exemple.test"]]


def test_no_risk_is_said_where_there_is_none(client_administratrice, perdu):
    Courriel.objects.update(etat="refuse")
    assert "deux fois" not in client_administratrice.get(ENVOYER, {"cle": perdu.pk}).text


@pytest.mark.parametrize("cle", ["", "abc", "9" * 30, "²"])
def test_an_odd_choice_is_an_empty_one(client_administratrice, cle):
    reponse = client_administratrice.get(ENVOYER, {"cle": cle})
    assert (reponse.status_code, "Aucun courriel n’est choisi" in reponse.text) == (200, True)


def test_it_is_not_offered_without_the_right(client_editrice, editrice, perdu, client_de):
    assert client_editrice.get(ENVOYER, {"cle": perdu.pk}).status_code == 403
    assert client_editrice.post(f"{ENVOYER}?cle={perdu.pk}").status_code == 403


def test_one_that_is_leaving_is_not_offered(client_administratrice, perdu):
    Courriel.objects.update(etat="en_cours", essaye_le=timezone.now())
    assert f"{ENVOYER}?cle={perdu.pk}" not in client_administratrice.get(f"{LISTE}{perdu.pk}/change/").text


def test_the_list_of_jobs_is_not_in_the_back_office():
    assert [modele for modele in admin.site._registry if modele._meta.app_label == "procrastinate"] == []
