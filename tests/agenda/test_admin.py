"""The form of an event in the back office."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.utils import timezone

from agenda.models import Evenement
from socle.models import Journal
from tests.fabriques import DocumentFabrique, EvenementFabrique, UtilisateurFabrique
from tests.formulaires import empreinte, valeurs
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


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


def ecrit(jour):
    return jour.strftime("%d/%m/%Y")


class TestDernierJour:
    @pytest.fixture
    def evenement(self, client_editrice):
        return EvenementFabrique(debut=dans(10), brouillon=True)

    def test_left_empty_it_stays_empty_and_follows_the_first_day(self, client_editrice, evenement):
        adresse = f"/admin/agenda/evenement/{evenement.pk}/change/"
        envoi = valeurs(client_editrice, adresse)
        assert envoi["fin"] == ""
        assert client_editrice.post(adresse, envoi | {"debut": ecrit(dans(5))}).status_code == 302
        evenement.refresh_from_db()
        assert (evenement.debut, evenement.fin) == (dans(5), dans(5))
        assert valeurs(client_editrice, adresse)["fin"] == ""

    def test_another_day_is_shown_and_kept(self, client_editrice, evenement):
        Evenement.objects.update(fin=dans(12))
        adresse = f"/admin/agenda/evenement/{evenement.pk}/change/"
        envoi = valeurs(client_editrice, adresse)
        assert envoi["fin"] == dans(12)
        client_editrice.post(adresse, envoi | {"debut": ecrit(dans(9)), "fin": ecrit(dans(12))})
        evenement.refresh_from_db()
        assert (evenement.debut, evenement.fin) == (dans(9), dans(12))

    @pytest.mark.parametrize(("heure", "jours"), [("20:00", 0), ("09:00", 1)])
    def test_an_evening_typed_until_the_next_day_at_midnight_is_of_one_day(self, client_editrice, heure, jours):
        """A morning is not an evening: what lasts a day and a half is left as it was typed."""
        envoi = {**CHAMPS, "fin": "19/02/2026", "heure_debut": heure, "heure_fin": "00:00"}
        assert client_editrice.post(AJOUT, envoi).status_code == 302
        assert Evenement.objects.get().fin == date(2026, 2, 18 + jours)


QUESTION = "choisissez pourquoi."


class TestChangementDeDate:
    """The first day of an announced event changes: why? Its pages never show a new day that is said to be fixed later."""

    @pytest.fixture
    def evenement(self, client_editrice):
        return EvenementFabrique(debut=dans(10))

    def deplacer(self, client, evenement, jours, **change):
        """Post the form as a browser would, with another first day; return the answer and the event as it stands."""
        adresse = f"/admin/agenda/evenement/{evenement.pk}/change/"
        reponse = client.post(adresse, valeurs(client, adresse) | {"debut": ecrit(dans(jours))} | change)
        evenement.refresh_from_db()
        return reponse, evenement

    def dit(self, evenement):
        return evenement.etat, evenement.debut, evenement.fin, evenement.annonce_au

    def test_it_is_asked_and_nothing_typed_is_lost(self, client_editrice, evenement):
        reponse, _ = self.deplacer(client_editrice, evenement, 20, lieu="Autre salle")
        assert self.dit(evenement) == ("confirme", dans(10), dans(10), None)
        texte = sur_une_ligne(reponse.text)
        assert QUESTION in reponse.context["adminform"].form.errors["changement"][0]
        assert texte.count('type="radio" name="changement"') == 3
        assert "Autre salle" in texte

    def test_it_is_not_asked_before_it_is(self, client_editrice, evenement):
        texte = client_editrice.get(f"/admin/agenda/evenement/{evenement.pk}/change/").text
        assert 'type="hidden" name="changement"' in texte

    def test_postponed_it_keeps_the_day_first_announced_by_itself(self, client_editrice, evenement):
        reponse, _ = self.deplacer(client_editrice, evenement, 20, changement="reporter")
        assert reponse.status_code == 302
        assert self.dit(evenement) == ("reporte", dans(20), dans(20), dans(10))
        assert not evenement.date_a_fixer
        # Postponed once more, the day announced the first time stays.
        self.deplacer(client_editrice, evenement, 30, changement="reporter")
        assert self.dit(evenement) == ("reporte", dans(30), dans(30), dans(10))
        # Back to that day, nothing is postponed.
        self.deplacer(client_editrice, evenement, 10, changement="reporter")
        assert self.dit(evenement) == ("confirme", dans(10), dans(10), None)

    def test_a_typing_error_is_corrected_without_a_word(self, client_editrice, evenement):
        self.deplacer(client_editrice, evenement, 20, changement="corriger")
        assert self.dit(evenement) == ("confirme", dans(20), dans(20), None)

    def test_cancelled_it_keeps_its_day(self, client_editrice, evenement):
        self.deplacer(client_editrice, evenement, 20, changement="annuler")
        assert self.dit(evenement) == ("annule", dans(10), dans(10), None)

    @pytest.mark.parametrize("valeur", ["oui", "\x00"])
    def test_another_answer_is_none(self, client_editrice, evenement, valeur):
        reponse, _ = self.deplacer(client_editrice, evenement, 20, changement=valeur)
        assert "changement" in reponse.context["adminform"].form.errors
        assert self.dit(evenement) == ("confirme", dans(10), dans(10), None)

    def test_a_state_chosen_with_the_day_says_why(self, client_editrice, evenement):
        self.deplacer(client_editrice, evenement, 20, etat="reporte")
        assert self.dit(evenement) == ("reporte", dans(20), dans(20), dans(10))

    def test_without_a_new_day_the_one_it_bears_is_the_one_first_announced(self, client_editrice, evenement):
        self.deplacer(client_editrice, evenement, 10, etat="reporte")
        assert self.dit(evenement) == ("reporte", dans(10), dans(10), dans(10))
        assert evenement.date_a_fixer
        # Its new day comes: the old one stays.
        reponse, _ = self.deplacer(client_editrice, evenement, 20, annonce_au=ecrit(dans(10)))
        assert QUESTION in reponse.context["adminform"].form.errors["changement"][0]
        self.deplacer(client_editrice, evenement, 20, annonce_au=ecrit(dans(10)), changement="reporter")
        assert self.dit(evenement) == ("reporte", dans(20), dans(20), dans(10))

    def test_the_day_first_announced_was_a_slip(self, client_editrice, evenement):
        Evenement.objects.update(etat="reporte", annonce_au=dans(10))
        self.deplacer(client_editrice, evenement, 11, annonce_au=ecrit(dans(10)), changement="corriger")
        assert self.dit(evenement) == ("reporte", dans(11), dans(11), dans(11))

    @pytest.mark.parametrize("publication", [{"brouillon": True}, {"programme": True}])
    def test_what_no_one_was_told_is_not_asked(self, client_editrice, publication):
        evenement = EvenementFabrique(debut=dans(10), **publication)
        reponse, _ = self.deplacer(client_editrice, evenement, 20)
        assert reponse.status_code == 302
        assert self.dit(evenement) == ("confirme", dans(20), dans(20), None)

    def test_nor_is_another_change(self, client_editrice, evenement):
        reponse, _ = self.deplacer(client_editrice, evenement, 10, heure_debut="14:00")
        assert reponse.status_code == 302

    def test_who_may_only_read_is_shown_no_question(self, client, evenement):
        lectrice = UtilisateurFabrique(is_staff=True)
        lectrice.user_permissions.add(Permission.objects.get(codename="view_evenement"))
        client.force_login(lectrice)
        reponse = client.get(f"/admin/agenda/evenement/{evenement.pk}/change/")
        assert reponse.status_code == 200
        assert 'name="changement"' not in reponse.text
