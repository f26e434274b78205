"""The words of the back office: help, journal, history, hours, filters."""

from datetime import UTC, datetime, time

import pytest
from django.core.exceptions import ValidationError

from redaction import actions
from redaction.transitions import ARCHIVER, RENVOYER
from socle.journal import journaliser
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    EvenementFabrique,
    PersonneFabrique,
)
from tests.formulaires import AJOUT, LISTE, fiche, saisie


def test_what_a_writer_only_reads_says_nothing_of_how_to_fill_it(client_redactrice, client_editrice):
    redaction, edition = client_redactrice.get(AJOUT).text, client_editrice.get(AJOUT).text
    assert "Une date future programme" not in redaction
    assert "Une date future programme" in edition


def test_help_texts_speak_of_the_form_they_are_in(client_editrice):
    document = client_editrice.get("/admin/mediatheque/document/add/").text
    assert "Qui télécharge le fichier" in document and "chapo" not in document
    assert "à Nantes" in client_editrice.get("/admin/agenda/evenement/add/").text
    assert "à Nantes" not in client_editrice.get("/admin/pages/page/add/").text


@pytest.mark.parametrize("fabrique", [CollectiviteFabrique, ContactFabrique])
def test_a_telephone_is_a_number_here_too(fabrique, db):
    fiche_ = fabrique(telephone="bonjour")
    with pytest.raises(ValidationError, match="numéro en chiffres"):
        fiche_.full_clean()
    fiche_.telephone = "04 65 71 00 00"
    fiche_.full_clean()


def test_an_address_and_a_commune_are_taken_once_and_say_so(db):
    une, autre = CollectiviteFabrique(), CollectiviteFabrique()
    autre.slug, autre.commune = une.slug, une.commune
    with pytest.raises(ValidationError) as refus:
        autre.full_clean()
    assert refus.value.message_dict["slug"] == ["Cette adresse est déjà prise : choisissez-en une autre."]
    assert refus.value.message_dict["commune"] == ["Cette commune a déjà sa fiche dans l’annuaire."]


def test_the_journal_is_read_in_words(client_administratrice, editrice):
    actions.passer(transition=ARCHIVER, contenu=ActualiteFabrique(titre="Un appel"), par=editrice)
    journaliser(par=None, action="deplacer", objet=CollectiviteFabrique())
    page = client_administratrice.get("/admin/socle/journal/").text
    assert "changer d’adresse" in page and ">deplacer<" not in page
    assert "2 entrées du journal" in page
    assert "Annuaire |" not in page and ">compte<" not in page and 'href="?type=collectivite"' in page
    filtree = client_administratrice.get("/admin/socle/journal/?type=actualite&fait=archiver").context["cl"]
    assert [entree.intitule for entree in filtree.result_list] == ["Un appel"]


def test_the_history_of_a_content_tells_its_steps_and_its_changes(client_editrice, client_redactrice, redactrice, editrice):
    contenu = ActualiteFabrique(brouillon=True, auteur=redactrice)
    client_redactrice.post(fiche(contenu), saisie(client_redactrice, contenu, titre="Mieux dit", _soumettre="1"))
    contenu.refresh_from_db()
    actions.passer(transition=RENVOYER, contenu=contenu, par=editrice, mot="Il manque la date.")
    page = client_editrice.get(f"{LISTE}{contenu.pk}/history/").text
    assert "Soumettre à relecture" in page and "Renvoyer en brouillon" in page and "Il manque la date." in page
    assert "Titre" in page and str(redactrice) in page
    assert page.index("Renvoyer en brouillon") < page.index("Soumettre à relecture")


def test_hours_hold_on_one_line_and_are_typed_without_seconds(client_editrice):
    seance = EvenementFabrique(heure_debut=time(14))
    assert 'value="14:00"' in client_editrice.get(f"/admin/agenda/evenement/{seance.pk}/change/").text
    ActualiteFabrique(publie_le=datetime(2026, 2, 3, 8, tzinfo=UTC))
    assert "3 février 2026, 9 h 00" in client_editrice.get(LISTE).text


def test_a_filter_names_its_field_and_its_empty_choice(client_editrice, japon):
    CollectiviteFabrique(region=None)
    CollectiviteFabrique()
    page = client_editrice.get("/admin/annuaire/collectivite/").text
    assert "non renseigné</a>" in page and ">-</a>" not in page
    assert "<summary> Visible dans l’annuaire </summary>" in " ".join(page.split())


def test_an_empty_form_begins_with_its_first_field(client_editrice):
    """The buttons of the top took the focus that the script of the admin gives to the first thing of the form."""
    assert client_editrice.get("/admin/annuaire/personne/add/").text.count('name="_save"') == 1
    personne = PersonneFabrique()
    assert client_editrice.get(f"/admin/annuaire/personne/{personne.pk}/change/").text.count('name="_save"') == 2
