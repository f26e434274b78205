"""Two people who save at once in the back office: the second waits for the first, then sees what it wrote."""

from datetime import date

import pytest
from django.db import transaction
from django.forms import inlineformset_factory

from annuaire.models import Adhesion, Collectivite
from gestion.lignes import PeriodesCompatibles
from tests.annuaire.formulaire import champs_de
from tests.concurrence import pendant
from tests.fabriques import ActualiteFabrique

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_form_saved_while_another_is_being_saved_is_refused(client_editrice):
    contenu = ActualiteFabrique(titre="Avant")
    adresse = f"/admin/actualites/actualite/{contenu.pk}/change/"
    saisie = champs_de(client_editrice.get(adresse)) | {"titre": ["De la seconde"]}

    def ecrire():
        contenu.titre = "De la première"
        contenu.save()

    _, reponse = pendant(ecrire, lambda: client_editrice.post(adresse, saisie))
    assert reponse.status_code == 200
    assert "Quelqu’un a enregistré d’autres valeurs" in reponse.text
    contenu.refresh_from_db()
    assert contenu.titre == "De la première"


def lignes(debut):
    """Return what a browser sends of a membership begun on `debut`."""
    return {"adhesions-TOTAL_FORMS": "1", "adhesions-INITIAL_FORMS": "0", "adhesions-0-debut": debut, "adhesions-0-fin": ""}


@pytest.fixture
def jeu(billere):
    """Return a function giving the rows of Billère, filled in by someone."""
    classe = inlineformset_factory(Collectivite, Adhesion, formset=PeriodesCompatibles, fields=["debut", "fin"])
    return lambda debut: classe(lignes(debut), instance=billere, prefix="adhesions")


def ajouter(adhesions):
    assert adhesions.is_valid()
    adhesions.save()


def test_a_row_added_while_another_is_being_added_sees_it(billere, jeu):
    def valider():
        with transaction.atomic():
            seconde = jeu("01/06/2024")
            return seconde.is_valid(), str(seconde.non_form_errors())

    _, (valides, message) = pendant(lambda: ajouter(jeu("01/01/2024")), valider)
    assert not valides
    assert "chevauchent une période enregistrée par quelqu’un d’autre" in message


def test_of_two_overlapping_memberships_added_at_once_one_is_told_why(billere, jeu, client_editrice):
    adresse = f"/admin/annuaire/collectivite/{billere.pk}/change/"
    saisie = champs_de(client_editrice.get(adresse)) | lignes("01/06/2024")
    _, reponse = pendant(lambda: ajouter(jeu("01/01/2024")), lambda: client_editrice.post(adresse, saisie))
    assert reponse.status_code == 200
    assert "chevauchent une période enregistrée par quelqu’un d’autre" in reponse.text
    assert billere.adhesions.get().debut == date(2024, 1, 1)
