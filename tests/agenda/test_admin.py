"""The form of an event in the back office."""

from datetime import date

import pytest
from django.contrib.messages import get_messages

from agenda.models import Evenement
from socle.models import Journal
from tests.fabriques import DocumentFabrique
from tests.formulaires import empreinte
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db

AJOUT = "/admin/agenda/evenement/add/"
CHAMPS = {
    "titre": "Rencontre", "slug": "rencontre", "genre": "groupe", "debut": "18/02/2026", "fin": "18/02/2026", "acces": "public",
    "mode": "presentiel", "etat": "confirme",
}  # fmt: skip
REFUS = "Un événement confidentiel n’a pas de compte rendu : retirez « Relevé de conclusions » des documents."


@pytest.mark.parametrize(
    ("nature", "confidentiel", "refuse"),
    [("compte-rendu", "on", True), ("compte-rendu", "", False), ("autre", "on", False)],
)
def test_a_confidential_event_takes_no_minutes_among_its_documents(client_editrice, nature, confidentiel, refuse):
    documents = [DocumentFabrique(titre="Relevé de conclusions", nature=nature).pk, DocumentFabrique(titre="Programme").pk]
    reponse = client_editrice.post(AJOUT, {**CHAMPS, "documents": documents, "confidentiel": confidentiel})
    assert Evenement.objects.exists() is not refuse
    if refuse:
        assert reponse.context["adminform"].form.errors == {"documents": [REFUS]}


def test_an_event_does_not_become_confidential_with_its_minutes(client_editrice):
    piece = DocumentFabrique(titre="Relevé de conclusions", nature="compte-rendu")
    client_editrice.post(AJOUT, {**CHAMPS, "documents": [piece.pk]})
    evenement = Evenement.objects.get()
    adresse = f"/admin/agenda/evenement/{evenement.pk}/change/"
    vue = empreinte(client_editrice, adresse)
    reponse = client_editrice.post(adresse, {**CHAMPS, **vue, "documents": [piece.pk], "confidentiel": "on"})
    assert list(reponse.context["adminform"].form.errors) == ["documents"]
    assert client_editrice.post(adresse, {**CHAMPS, **vue, "confidentiel": "on"}).status_code == 302
    evenement.refresh_from_db()
    assert evenement.confidentiel


def test_an_event_of_one_day_is_dated_once(client_editrice):
    client_editrice.post(AJOUT, {**CHAMPS, "fin": ""})
    assert Evenement.objects.get().fin == date(2026, 2, 18)


def test_a_last_day_that_cannot_be_read_is_not_replaced(client_editrice):
    reponse = client_editrice.post(AJOUT, {**CHAMPS, "fin": "31/02/2026"})
    assert list(reponse.context["adminform"].form.errors) == ["fin"]
    assert not Evenement.objects.exists()


@pytest.mark.parametrize(("champ", "valeur"), [("debut", "10/02/0202"), ("fin", "31/12/9999"), ("debut", "10/02/3026")])
def test_a_year_that_no_calendar_shows_is_refused(client_editrice, champ, valeur):
    reponse = client_editrice.post(AJOUT, {**CHAMPS, champ: valeur})
    assert "une année entre 1900 et 2100" in reponse.context["adminform"].form.errors[champ][0]
    assert not Evenement.objects.exists()


def test_a_publication_in_an_impossible_year_is_refused(client_editrice):
    reponse = client_editrice.post(AJOUT, {**CHAMPS, "publie_le_0": "01/01/0001", "publie_le_1": "00:01"})
    assert "une année entre 1900 et 2100" in reponse.context["adminform"].form.errors["publie_le"][0]


def test_what_is_chosen_as_minutes_takes_their_nature(client_editrice):
    piece = DocumentFabrique(titre="Relevé", nature="autre")
    client_editrice.post(AJOUT, {**CHAMPS, "compte_rendu": piece.pk})
    piece.refresh_from_db()
    assert piece.nature == "compte-rendu"
    assert Journal.objects.filter(intitule="Relevé", detail={"nature": "compte-rendu"}).exists()


@pytest.mark.parametrize(
    ("change", "averti"),
    [
        ({"etat": "annule"}, True),
        ({"etat": "annule", "precision_etat": "  "}, True),
        ({"etat": "annule", "precision_etat": "Intempéries."}, False),
        ({"etat": "reporte"}, False),
        ({}, False),
    ],
)
def test_who_cancels_an_event_without_saying_why_is_told(client_editrice, change, averti):
    reponse = client_editrice.post(AJOUT, CHAMPS | change)
    assert Evenement.objects.exists()
    assert any("sans que sa page dise pourquoi" in str(message) for message in get_messages(reponse.wsgi_request)) is averti


def test_the_form_says_what_a_postponement_without_a_date_is(client_editrice):
    assert "le site dit «\u00a0nouvelle date à fixer\u00a0»" in sur_une_ligne(client_editrice.get(AJOUT).text)
