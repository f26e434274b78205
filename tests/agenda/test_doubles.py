"""The same meeting of a group on the same day is asked about."""

from datetime import date

import pytest

from agenda.models import Evenement
from tests.fabriques import EvenementFabrique, GroupeFabrique
from tests.formulaires import valeurs

AJOUT = "/admin/agenda/evenement/add/"


@pytest.fixture
def groupe(db):
    return GroupeFabrique()


@pytest.fixture
def reunion(groupe):
    une = EvenementFabrique(titre="Réunion du groupe", debut=date(2027, 3, 10), fin=date(2027, 3, 11))
    une.groupes.set([groupe])
    return une


def saisie(client, **champs):
    donnees = {nom: valeur for nom, valeur in valeurs(client, AJOUT).items() if valeur != ""}
    donnees |= {"titre": "Réunion", "slug": "reunion-2", "debut": "10/03/2027", "fin": ""}
    return donnees | champs


@pytest.mark.parametrize("jours", [{}, {"debut": "11/03/2027"}, {"debut": "01/03/2027", "fin": "10/03/2027"}])
def test_the_same_group_on_one_of_the_same_days_is_asked_about(client_redactrice, reunion, groupe, jours):
    reponse = client_redactrice.post(AJOUT, saisie(client_redactrice, groupes=[groupe.pk], **jours))
    assert reponse.status_code == 200
    assert f'href="/admin/agenda/evenement/{reunion.pk}/change/"' in reponse.text
    assert Evenement.objects.count() == 1


@pytest.mark.parametrize("cas", ["autre groupe", "sans groupe", "autre jour", "annulée", "archivée"])
def test_another_is_written_at_once(client_redactrice, reunion, groupe, cas):
    champs = {"groupes": [groupe.pk]}
    if cas == "autre groupe":
        champs["groupes"] = [GroupeFabrique().pk]
    elif cas == "sans groupe":
        champs["groupes"] = []
    elif cas == "autre jour":
        champs["debut"] = "12/03/2027"
    elif cas == "annulée":
        Evenement.objects.update(etat="annule")
    else:
        Evenement.objects.update(statut="archive")
    assert client_redactrice.post(AJOUT, saisie(client_redactrice, **champs)).status_code == 302
