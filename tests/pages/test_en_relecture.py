"""The dashboard of those who write and review: whose text, since when, what was given back, what others published."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comptes.models import Utilisateur
from pages.back_office import attentes
from redaction import actions
from redaction.models import Relecture
from redaction.publication import Statut
from redaction.transitions import ARCHIVER, PUBLIER, RENVOYER, REPRENDRE, SOUMETTRE
from socle.dates import date_simple
from tests.fabriques import ActualiteFabrique, EvenementFabrique, PageFabrique
from tests.test_requetes import cout

A_RELIRE = "Actualités à relire"
EN_RELECTURE = "Mes textes en relecture\u00a0: actualités"
BROUILLONS = "Mes brouillons\u00a0: actualités"
PUBLIES = "Mes textes publiés récemment\u00a0: actualités"


def notes(utilisateur):
    """Return {title of the box: notes of its rows} of the dashboard of `utilisateur`."""
    boites = attentes(Utilisateur.objects.get(pk=utilisateur.pk))
    return {une.titre: [", ".join(filter(None, (objet.marque, objet.note))) for objet in une.objets] for une in boites}


def vieillir(contenu, jours):
    """Make what was said of `contenu` so many days older."""
    for une in contenu.relectures.all():
        ecart = timedelta(days=jours)
        une.le, une.repondu_le = une.le - ecart, une.repondu_le and une.repondu_le - ecart
        une.save()


@pytest.fixture
def brouillon(redactrice):
    return ActualiteFabrique(titre="Un texte", brouillon=True, auteur=redactrice)


def test_what_is_to_review_names_its_author_and_since_when(brouillon, redactrice, editrice):
    actions.passer(contenu=brouillon, transition=SOUMETTRE, par=redactrice)
    vieillir(brouillon, 3)
    jour = date_simple(timezone.now() - timedelta(days=3))
    assert notes(editrice) == {A_RELIRE: [f"par {redactrice}, depuis le {jour}"]}
    assert notes(redactrice) == {EN_RELECTURE: [f"depuis le {jour}"]}
    # Given back, answered: since the answer.
    actions.passer(contenu=brouillon, transition=RENVOYER, par=editrice, mot="Non.")
    vieillir(brouillon, 2)
    actions.passer(contenu=brouillon, transition=SOUMETTRE, par=redactrice)
    assert notes(editrice) == {A_RELIRE: [f"par {redactrice}, depuis le {date_simple(timezone.now())}"]}


def test_what_was_put_in_review_otherwise_is_there_since_its_last_change(editrice):
    ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None, auteur=None)
    assert notes(editrice) == {A_RELIRE: [f"depuis le {date_simple(timezone.now())}"]}


def test_a_returned_draft_is_marked_with_who_and_the_beginning_of_the_comment(brouillon, redactrice, editrice, client_redactrice):
    ActualiteFabrique(brouillon=True, auteur=redactrice)
    assert notes(redactrice) == {BROUILLONS: ["", ""]}
    actions.passer(contenu=brouillon, transition=SOUMETTRE, par=redactrice)
    mot = "Citez la <source>,\net dites où. " + "Encore. " * 50
    actions.passer(contenu=brouillon, transition=RENVOYER, par=editrice, mot=mot)
    note, rien = notes(redactrice)[BROUILLONS]
    assert note.startswith(f"à reprendre, renvoyé par {editrice}\u00a0: «\u00a0Citez la <source>, et dites où. Encore.")
    assert note.endswith("…\u00a0»") and len(note) < 200 and rien == ""
    assert "Citez la &lt;source&gt;, et dites où." in client_redactrice.get("/admin/").text
    # No longer, once it is submitted again, nor if it is taken back then.
    actions.passer(contenu=brouillon, transition=SOUMETTRE, par=redactrice)
    actions.passer(contenu=brouillon, transition=REPRENDRE, par=redactrice)
    assert notes(redactrice) == {BROUILLONS: ["", ""]}


def test_a_draft_given_back_without_a_word_is_marked_too(brouillon, redactrice, editrice):
    actions.passer(contenu=brouillon, transition=SOUMETTRE, par=redactrice)
    actions.passer(contenu=brouillon, transition=RENVOYER, par=editrice)
    assert notes(redactrice) == {BROUILLONS: [f"à reprendre, renvoyé par {editrice}"]}
    editrice.delete()
    assert notes(redactrice) == {BROUILLONS: ["à reprendre, renvoyé par l’équipe"]}


def test_what_others_published_lately_is_told_to_its_author(brouillon, redactrice, editrice, administratrice):
    actions.passer(contenu=brouillon, transition=PUBLIER, par=editrice)
    le_sien = ActualiteFabrique(brouillon=True, auteur=editrice)
    actions.passer(contenu=le_sien, transition=PUBLIER, par=editrice)
    aujourd_hui = date_simple(timezone.now())
    assert notes(redactrice) == {PUBLIES: [f"par {editrice}, le {aujourd_hui}"]}
    assert notes(editrice) == notes(administratrice) == {}
    actions.passer(contenu=le_sien, transition=RENVOYER, par=editrice)
    actions.passer(contenu=le_sien, transition=PUBLIER, par=administratrice)
    assert notes(editrice) == {PUBLIES: [f"par {administratrice}, le {aujourd_hui}"]}
    vieillir(brouillon, 8)
    assert notes(redactrice) == {}


def test_the_list_of_what_others_published_is_what_was_counted(brouillon, redactrice, editrice, client_redactrice):
    ActualiteFabrique.create_batch(2, auteur=redactrice)
    vieux, rendu = ActualiteFabrique.create_batch(2, brouillon=True, auteur=redactrice)
    for contenu in (brouillon, vieux, rendu):
        actions.passer(contenu=contenu, transition=PUBLIER, par=editrice)
    vieillir(vieux, 8)
    actions.passer(contenu=rendu, transition=RENVOYER, par=editrice)
    parus = next(une for une in attentes(Utilisateur.objects.get(pk=redactrice.pk)) if une.titre == PUBLIES)
    assert parus.nombre == 1
    assert [*client_redactrice.get(parus.adresse).context["cl"].result_list] == [brouillon]


def test_a_scheduled_text_is_told_with_its_day_and_one_put_away_is_not(brouillon, redactrice, editrice):
    brouillon.publie_le = timezone.now() + timedelta(days=9)
    brouillon.save()
    actions.passer(contenu=brouillon, transition=PUBLIER, par=editrice)
    assert notes(redactrice) == {PUBLIES: [f"par {editrice}, paraîtra le {date_simple(brouillon.publie_le)}"]}
    actions.passer(contenu=brouillon, transition=ARCHIVER, par=editrice)
    assert notes(redactrice) == {}


def peupler(nombre, auteur, relectrice):
    """Write so many texts of each of three kinds in each state that the dashboard shows, with what was said of them."""
    for fabrique in (ActualiteFabrique, EvenementFabrique, PageFabrique):
        for _ in range(nombre):
            fabrique(brouillon=True, auteur=auteur)
            fabrique(statut=Statut.A_RELIRE, publie_le=None, auteur=auteur)
            for etapes in (
                [(SOUMETTRE, auteur)],
                [(SOUMETTRE, auteur), (RENVOYER, relectrice)],
                [(SOUMETTRE, auteur), (RENVOYER, relectrice), (SOUMETTRE, auteur)],
                [(SOUMETTRE, auteur), (PUBLIER, relectrice)],
            ):
                contenu = fabrique(brouillon=True, auteur=auteur)
                for transition, par in etapes:
                    actions.passer(contenu=contenu, transition=transition, par=par)


@pytest.mark.parametrize("qui", ["client_redactrice", "client_editrice"])
def test_the_dashboard_costs_the_same_with_two_texts_and_with_twenty(qui, request, redactrice, editrice):
    client = request.getfixturevalue(qui)
    peupler(2, redactrice, editrice)
    client.get("/admin/")
    deux = cout(client, "/admin/")
    peupler(18, redactrice, editrice)
    assert cout(client, "/admin/") == deux
    assert deux[0] <= 20


def test_what_is_said_is_read_for_the_rows_shown_only(redactrice, editrice):
    peupler(7, redactrice, editrice)
    with CaptureQueriesContext(connection) as requetes:
        attentes(editrice)
    lues = next(une["sql"] for une in requetes.captured_queries if "DISTINCT ON" in une["sql"])
    assert Relecture.objects.count() > 60
    assert lues.split("WHERE")[1].split("ORDER BY")[0].count(",") < 5 * 3 * 3
