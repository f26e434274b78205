"""Rows in the form of their parent: what someone else made of one meanwhile is neither overwritten nor undone."""

from datetime import date

import pytest

from annuaire.models import Mandat
from tests.fabriques import MandatFabrique
from tests.formulaires import empreinte, lignes


@pytest.fixture
def mandat(db):
    return MandatFabrique(fonction="adjointe", debut=date(2020, 7, 1), constate_le=date(2025, 10, 1))


def adresse(objet):
    return f"/admin/{objet._meta.app_label}/{objet._meta.model_name}/{objet.pk}/change/"


def saisie(client, personne, **change):
    """Return the form of a person as it stands now, with some changes."""
    ici = adresse(personne)
    return {"nom": personne.nom, "prenom": personne.prenom, **empreinte(client, ici), **lignes(client, ici), **change}


def test_a_row_changed_by_someone_else_is_not_undone(client_editrice, mandat):
    perimee = saisie(client_editrice, mandat.personne)
    Mandat.objects.filter(pk=mandat.pk).update(fonction="maire")
    assert client_editrice.post(adresse(mandat.personne), perimee | {"prenom": "Autre"}).status_code == 302
    mandat.refresh_from_db()
    assert mandat.fonction == "maire"
    assert mandat.personne.prenom == "Autre"


def test_a_row_that_both_changed_is_refused_and_nothing_is_lost(client_editrice, mandat):
    perimee = saisie(client_editrice, mandat.personne, **{"mandats-0-fonction": "conseillère"})
    Mandat.objects.filter(pk=mandat.pk).update(fonction="maire")
    reponse = client_editrice.post(adresse(mandat.personne), perimee)
    assert "Quelqu’un a enregistré d’autres valeurs" in reponse.text
    assert "conseillère" in reponse.text
    mandat.refresh_from_db()
    assert mandat.fonction == "maire"


def test_a_row_is_changed_by_who_saw_it_as_it_is(client_editrice, mandat):
    envoi = saisie(client_editrice, mandat.personne, **{"mandats-0-fonction": "conseillère"})
    assert client_editrice.post(adresse(mandat.personne), envoi).status_code == 302
    mandat.refresh_from_db()
    assert mandat.fonction == "conseillère"


def test_a_row_deleted_is_deleted_even_by_who_saw_it_otherwise(client_editrice, mandat):
    envoi = saisie(client_editrice, mandat.personne, **{"mandats-0-DELETE": "on"})
    assert client_editrice.post(adresse(mandat.personne), envoi).status_code == 302
    assert not Mandat.objects.exists()


def test_who_may_only_read_sees_no_digest(client_redactrice, mandat):
    assert "-empreinte" not in client_redactrice.get(adresse(mandat.personne)).text
