"""What no browser sends by itself."""

import pytest

from annuaire.models import DemandeModification
from tests.annuaire.conftest import ESPACE_AIX
from tests.annuaire.formulaire import champs_de

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("formset", ["partenariats", "nouveaux", "mandats", "nouveaux-mandats", "projets", "nouveaux-projets"])
@pytest.mark.parametrize("compteur", ["INITIAL_FORMS", "TOTAL_FORMS"])
@pytest.mark.parametrize("valeur", ["0", "-1", "", "abc", "61", "9" * 30])
def test_forged_counters_break_nothing_and_propose_nothing(formset, compteur, valeur, membre, profil):
    champs = champs_de(membre.get(ESPACE_AIX))
    assert membre.post(ESPACE_AIX, champs | {f"{formset}-{compteur}": [valeur]}).status_code == 400
    assert not DemandeModification.objects.exists()


def test_what_the_form_does_not_ask_is_not_written(membre, profil):
    champs = champs_de(membre.get(ESPACE_AIX))
    intrus = {
        "nom": ["Pirate"],
        "slug": ["pirate"],
        "visible": ["False"],
        "etat": ["acceptee"],
        "version": ["99"],
        "siren": ["1"],
    }
    assert membre.post(ESPACE_AIX, champs | intrus | {"ville": ["Aix"]}).status_code == 302
    demande = DemandeModification.objects.get()
    assert (set(demande.changements), demande.etat, demande.version) == ({"ville"}, "en_attente", 1)


def test_a_postcode_is_written_in_the_digits_of_the_post(membre, profil):
    champs = champs_de(membre.get(ESPACE_AIX))
    reponse = membre.post(ESPACE_AIX, champs | {"code_postal": ["١٣١٠٠"]})
    assert reponse.status_code == 400
    assert "Un code postal compte cinq chiffres." in reponse.text
