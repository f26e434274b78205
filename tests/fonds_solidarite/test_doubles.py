"""What must not be written twice, nor on a line that no longer stands."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from fonds_solidarite import actions
from fonds_solidarite.models import Affectation, Contribution
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
def test_two_forms_sent_at_once_are_one_line(ligne):
    depart, resultats = Barrier(2), []

    def envoyer():
        try:
            depart.wait()
            actions.enregistrer_contribution(**ligne)
            resultats.append("écrite")
        except ValidationError as refus:
            resultats.append(refus.code)
        finally:
            connection.close()

    fils = [Thread(target=envoyer) for _ in range(2)]
    for un in fils:
        un.start()
    for un in fils:
        un.join()
    assert sorted(resultats) == ["double", "écrite"]


def test_the_progress_of_a_cancelled_allocation_is_not_noted(fonds, editrice):
    ContributionFabrique(fonds=fonds, montant=1000)
    affectation = AffectationFabrique(fonds=fonds)
    contre = actions.contre_passer(ecriture=affectation, motif="erreur", par=editrice)
    for ecriture in (affectation, contre):
        with pytest.raises(ValidationError, match="annulée"):
            actions.noter_avancement(affectation=ecriture, etat="achevee", etat_vu="votee", par=editrice)
    assert set(Affectation.objects.values_list("etat", flat=True)) == {"votee"}
