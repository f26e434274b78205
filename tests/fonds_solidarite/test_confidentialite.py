"""An amount that is not published and that the published total gives away: staff are told, and only then."""

import pytest
from django.contrib.messages import get_messages

from fonds_solidarite import actions
from fonds_solidarite.confidentialite import avis, montant_deductible
from tests.fabriques import CollectiviteFabrique, ContributionFabrique, FondsFabrique

GUICHET = "/admin/fonds_solidarite/fondssolidarite/guichet"


@pytest.fixture
def fonds(db):
    return FondsFabrique()


@pytest.fixture
def lyon(db):
    return CollectiviteFabrique(nom="Ville de Lyon")


@pytest.fixture
def seule(fonds, lyon):
    """Lyon paid without its amount being published, Nantes paid in sight."""
    ContributionFabrique(fonds=fonds, montant=10000, collectivite__nom="Ville de Nantes")
    return ContributionFabrique(fonds=fonds, montant=5000, collectivite=lyon, montant_public=False)


def test_one_amount_hidden_among_published_ones_is_given_away(seule, fonds, lyon):
    assert montant_deductible(fonds) == (lyon, False)
    assert avis(fonds) == (
        "Ville de Lyon\u00a0: son montant n’est pas publié, mais il se calcule, en ôtant du total versé les montants publiés. "
        "Prévenez cette collectivité."
    )


def test_so_is_the_only_one_and_the_same_contributor_twice(fonds, lyon):
    ContributionFabrique.create_batch(2, fonds=fonds, collectivite=lyon, montant_public=False)
    ContributionFabrique(fonds=fonds, collectivite=lyon)
    assert montant_deductible(fonds) == (lyon, False)


def test_takings_over_are_told(seule, fonds, lyon):
    ContributionFabrique(fonds=fonds, collectivite=None, nombre=60)
    assert montant_deductible(fonds) == (lyon, True)
    assert "pour qui connaît la somme reprise d’avant le portail" in avis(fonds)


@pytest.mark.parametrize(
    "cachee",
    [
        {"montant_public": False},
        {"montant_public": False, "collectivite": None, "nombre": 60},
    ],
)
def test_two_hidden_amounts_hide_each_other(seule, fonds, cachee):
    ContributionFabrique(fonds=fonds, **cachee)
    assert montant_deductible(fonds)[0] is None
    assert avis(fonds) == ""


def test_what_does_not_stand_or_is_not_paid_or_is_elsewhere_does_not_count(seule, fonds, lyon, editrice):
    """Neither to hide Lyon's amount, nor to be given away."""
    ContributionFabrique(fonds=fonds, montant_public=False, etat="promise")
    ContributionFabrique(montant_public=False)
    autre = ContributionFabrique(fonds=fonds, montant_public=False)
    assert montant_deductible(fonds)[0] is None
    actions.contre_passer(ecriture=autre, motif="erreur", par=editrice)
    assert montant_deductible(fonds)[0] == lyon
    actions.contre_passer(ecriture=seule, motif="erreur", par=editrice)
    assert montant_deductible(fonds)[0] is None


def test_takings_over_alone_give_nothing_away(fonds):
    ContributionFabrique(fonds=fonds, collectivite=None, nombre=60, montant_public=False)
    assert montant_deductible(fonds)[0] is None


def test_staff_are_told_when_they_record_and_in_the_form(client_editrice, visiteur, seule, fonds):
    fiche = f"/admin/fonds_solidarite/fondssolidarite/{fonds.pk}/change/"
    saisie = {"nombre": 1, "montant": "10", "etat": "versee", "date": "20/02/2026", "collectivite": CollectiviteFabrique().pk}
    reponse = client_editrice.post(f"{GUICHET}/contribuer/{fonds.pk}/", saisie | {"montant_public": "on"})
    assert [str(message) for message in get_messages(reponse.wsgi_request)] == ["La contribution est enregistrée.", avis(fonds)]
    assert client_editrice.get(fiche).text.count("mais il se calcule") == 2  # the message, and the notice above the table
    assert client_editrice.get(fiche).text.count("mais il se calcule") == 1
    assert "se calcule" not in visiteur.get(fonds.get_absolute_url()).text
    autre = client_editrice.post(f"{GUICHET}/contribuer/{fonds.pk}/", saisie | {"montant": "20"})
    assert [str(message) for message in get_messages(autre.wsgi_request)] == ["La contribution est enregistrée."]
    client_editrice.get(fiche)
    assert "mais il se calcule" not in client_editrice.get(fiche).text
