"""What must not be written twice, nor on a line that no longer stands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from fonds_solidarite import actions
from fonds_solidarite.models import Affectation, Contribution
from tests.annuaire.formulaire import champs_de
from tests.concurrence import pendant
from tests.fabriques import AffectationFabrique, CollectiviteFabrique, ContributionFabrique, FondsFabrique

JOUR = date(2026, 2, 20)


@pytest.fixture
def fonds(db):
    return FondsFabrique(titre="Fonds Madagascar")


@pytest.fixture
def ligne(fonds, editrice):
    return {"fonds": fonds, "collectivite": CollectiviteFabrique(), "montant": Decimal(1000), "date": JOUR, "par": editrice}


def test_a_form_sent_twice_is_one_line(ligne):
    actions.enregistrer_contribution(**ligne)
    with pytest.raises(ValidationError, match="vient d’être enregistrée") as refus:
        actions.enregistrer_contribution(**ligne)
    assert refus.value.code == "double"
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("autre", [{"montant": Decimal(1001)}, {"date": JOUR - timedelta(days=1)}, {"etat": "deliberee"}])
def test_another_line_is_not_taken_for_a_second_click(ligne, autre):
    actions.enregistrer_contribution(**ligne)
    actions.enregistrer_contribution(**{**ligne, **autre})
    assert Contribution.objects.count() == 2


def test_the_same_line_passes_a_minute_later_or_once_the_first_is_cancelled(ligne, editrice):
    premiere = actions.enregistrer_contribution(**ligne)
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        deuxieme = actions.enregistrer_contribution(**ligne)
        actions.contre_passer(ecriture=premiere, motif="erreur", par=editrice)
        actions.contre_passer(ecriture=deuxieme, motif="erreur", par=editrice)
        actions.enregistrer_contribution(**ligne)


def test_the_same_amount_entered_by_two_people_within_a_minute_is_two_lines(ligne, fonds, administratrice):
    actions.enregistrer_contribution(**ligne)
    actions.enregistrer_contribution(**ligne | {"par": administratrice})
    assert Contribution.objects.count() == 2
    projet = {"fonds": fonds, "partenaire": "ONG", "objet": "Eau", "montant": Decimal(100), "date": JOUR}
    ContributionFabrique(fonds=fonds, montant=1000)
    for par in (ligne["par"], administratrice):
        actions.affecter(**projet, par=par)
    assert Affectation.objects.count() == 2


def test_an_allocation_sent_twice_is_one_line(fonds, editrice):
    ContributionFabrique(fonds=fonds, montant=1000)
    projet = {"fonds": fonds, "partenaire": "ONG", "objet": "Eau", "montant": Decimal(100), "date": JOUR, "par": editrice}
    actions.affecter(**projet)
    with pytest.raises(ValidationError, match="vient d’être enregistrée"):
        actions.affecter(**projet)
    assert Affectation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestLaSecondeAttendLaPremiere:
    """Of two writings at once in the ledger, one waits for the other, then sees its line."""

    def test_the_same_form_sent_twice_is_one_line(self, ligne, fonds, editrice):
        _, seconde = pendant(*[lambda: actions.enregistrer_contribution(**ligne)] * 2)
        assert seconde.code == "double"
        assert Contribution.objects.count() == 1
        projet = {"partenaire": "ONG", "objet": "Eau", "montant": Decimal(100), "date": JOUR, "par": editrice}
        ContributionFabrique(fonds=fonds, montant=1000)
        _, seconde = pendant(*[lambda: actions.affecter(fonds=fonds, **projet)] * 2)
        assert seconde.code == "double"
        assert Affectation.objects.count() == 1

    def test_the_same_amount_entered_by_two_people_is_two_lines(self, ligne, administratrice):
        _, seconde = pendant(
            lambda: actions.enregistrer_contribution(**ligne),
            lambda: actions.enregistrer_contribution(**ligne | {"par": administratrice}),
        )
        assert seconde.saisie_par == administratrice
        assert Contribution.objects.count() == 2

    def test_a_line_is_cancelled_once(self, fonds, editrice, administratrice):
        ligne = ContributionFabrique(fonds=fonds)
        _, seconde = pendant(
            lambda: actions.contre_passer(ecriture=ligne, motif="erreur", par=editrice),
            lambda: actions.contre_passer(ecriture=ligne, motif="erreur", par=administratrice),
        )
        assert isinstance(seconde, ValidationError)
        assert Contribution.objects.filter(corrige=ligne).count() == 1

    def test_the_second_to_note_a_progress_is_told_the_first(self, fonds, editrice, administratrice):
        ContributionFabrique(fonds=fonds, montant=1000)
        affectation = AffectationFabrique(fonds=fonds)
        _, seconde = pendant(
            lambda: actions.noter_avancement(affectation=affectation, etat="achevee", etat_vu="votee", par=editrice),
            lambda: actions.noter_avancement(affectation=affectation, etat="en_cours", etat_vu="votee", par=administratrice),
        )
        assert seconde.code == "deja_note"
        affectation.refresh_from_db()
        assert affectation.etat == "achevee"


def test_two_people_at_the_counter_write_two_lines_and_one_who_clicks_twice_writes_one(
    ligne, fonds, client_editrice, client_administratrice
):
    """The same contribution, each from a form of their own: the minute counts for a hand, not for the site."""
    adresse = f"/admin/fonds_solidarite/fondssolidarite/guichet/contribuer/{fonds.pk}/"
    saisie = {"collectivite": [str(ligne["collectivite"].pk)], "montant": ["1000"], "etat": ["versee"], "date": ["20/02/2026"]}
    for client in (client_editrice, client_administratrice, client_editrice):
        client.post(adresse, champs_de(client.get(adresse)) | saisie)
    assert sorted(Contribution.objects.values_list("saisie_par__prenom", flat=True)) == ["Administratrice", "Editrice"]


def test_the_progress_of_a_cancelled_allocation_is_not_noted(fonds, editrice):
    ContributionFabrique(fonds=fonds, montant=1000)
    affectation = AffectationFabrique(fonds=fonds)
    contre = actions.contre_passer(ecriture=affectation, motif="erreur", par=editrice)
    for ecriture in (affectation, contre):
        with pytest.raises(ValidationError, match="annulée"):
            actions.noter_avancement(affectation=ecriture, etat="achevee", etat_vu="votee", par=editrice)
    assert set(Affectation.objects.values_list("etat", flat=True)) == {"votee"}
