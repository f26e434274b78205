"""Remarks are told by mail and on the dashboard to those concerned, and to nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.attentes import attentes
from redaction import actions, remarques_dites
from redaction.models import Remarque, Reponse
from redaction.publication import Statut
from tests.fabriques import ActualiteFabrique
from tests.file_attente import relever_le_courrier
from tests.formulaires import LISTE, fiche

TOT = timedelta(minutes=6)


@pytest.fixture
def texte(redactrice):
    return ActualiteFabrique(titre="Un texte", statut=Statut.A_RELIRE, publie_le=None, auteur=redactrice)


def plus_tard():
    """Let some minutes go by, and the mail leave."""
    for modele in (Remarque, Reponse):
        for une in modele.objects.all():
            une.le -= TOT
            une.save()
    remarques_dites.dire()
    return [(un.to[0], un.subject) for un in relever_le_courrier()]


def titres(utilisateur):
    return {attente.titre: attente.nombre for attente in attentes(utilisateur) if "emarque" in attente.titre}


def test_ten_remarks_are_one_mail_to_the_author_alone(texte, editrice, redactrice, administratrice):
    for rang in range(10):
        actions.remarquer(contenu=texte, texte=f"Remarque {rang}.", par=editrice, citation="Un texte")
    remarques_dites.dire()
    assert relever_le_courrier() == []
    assert plus_tard() == [(redactrice.courriel, "10 remarques : Un texte")]
    assert "Remarque 9." in relever_le_courrier()[0].body and f"{fiche(texte)}#remarques" in relever_le_courrier()[0].body
    assert len(plus_tard()) == 1


def test_an_answer_goes_to_who_spoke_in_the_thread_and_to_the_chosen_reviewer(texte, editrice, redactrice, administratrice):
    une = actions.remarquer(contenu=texte, texte="Une.", par=editrice)
    plus_tard()
    texte.relecteurs.create(utilisateur=administratrice)
    actions.repondre_a_une_remarque(remarque=une, texte="Deux.", par=redactrice)
    assert {pour for pour, _ in plus_tard()[1:]} == {editrice.courriel, administratrice.courriel}


def test_no_mail_to_who_left_the_team_nor_about_ones_own_words(texte, redactrice, editrice):
    actions.remarquer(contenu=texte, texte="Ma propre remarque.", par=redactrice)
    assert plus_tard() == []
    actions.remarquer(contenu=texte, texte="Une autre.", par=editrice)
    redactrice.is_staff = False
    redactrice.save()
    assert plus_tard() == []


def test_the_dashboard_tells_the_author_and_who_awaits_an_answer(texte, redactrice, editrice, administratrice):
    une = actions.remarquer(contenu=texte, texte="Une.", par=editrice)
    assert titres(redactrice) == {"Mes textes avec des remarques\u00a0: actualités": 1}
    assert titres(editrice) == {}
    actions.repondre_a_une_remarque(remarque=une, texte="Deux.", par=redactrice)
    assert titres(editrice) == {"Remarques qui attendent votre réponse": 1}
    assert titres(administratrice) == {}
    actions.repondre_a_une_remarque(remarque=une, texte="Trois.", nom_exterieur="Une lectrice")
    assert titres(redactrice)["Remarques qui attendent votre réponse"] == 1
    actions.resoudre(remarque=une, par=editrice)
    assert titres(redactrice) == titres(editrice) == {}


def test_the_list_keeps_what_is_remarked_upon(client_editrice, texte, editrice):
    ActualiteFabrique(titre="Sans rien")
    actions.remarquer(contenu=texte, texte="Une.", par=editrice)
    page = client_editrice.get(f"{LISTE}?remarques=ouvertes").text
    assert "Un texte" in page and "Sans rien" not in page


def test_twenty_remarks_cost_the_dashboard_the_queries_of_two(client_redactrice, texte, redactrice, editrice):
    def remplir(nombre):
        for _ in range(nombre):
            une = actions.remarquer(contenu=ActualiteFabrique(auteur=redactrice), texte="Une.", par=redactrice)
            actions.repondre_a_une_remarque(remarque=une, texte="Deux.", par=editrice)
        client_redactrice.get("/admin/")
        with CaptureQueriesContext(connection) as requetes:
            client_redactrice.get("/admin/")
        return len(requetes)

    assert remplir(2) == remplir(18)


def test_words_just_written_wait(texte, editrice):
    actions.remarquer(contenu=texte, texte="Une.", par=editrice)
    assert remarques_dites.dire() == 0
    assert Remarque.objects.get().dite_le is None and Remarque.objects.get().le <= timezone.now()
