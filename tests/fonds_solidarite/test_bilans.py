"""The figures of the funds: always the sum of the ledger, in one query, whatever the order of the lines."""

import random
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from fonds_solidarite import actions
from fonds_solidarite.bilans import Bilan, BilanGeneral, bilan_general
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from socle.acces import EQUIPE, VISITEUR
from tests.fabriques import AffectationFabrique, CollectiviteFabrique, ContributionFabrique, FondsFabrique


def bilan(fonds):
    return FondsSolidarite.objects.avec_totaux().get(pk=fonds.pk).bilan


def test_an_empty_fund(db):
    vide = bilan(FondsFabrique())
    assert vide == Bilan(
        promis=Decimal(0), delibere=Decimal(0), verse=Decimal(0), affecte=Decimal(0), contributeurs=0, donateurs=0
    )
    assert (vide.recu, vide.disponible, vide.part_affectee, vide.annonce) == (0, 0, 0, 0)


def test_contributions_and_allocations_do_not_multiply_each_other(db):
    fonds, autre = FondsFabrique(), FondsFabrique()
    for _ in range(3):
        ContributionFabrique(fonds=fonds, montant=Decimal("100.10"))
    ContributionFabrique(fonds=fonds, montant=50, etat="promise")
    ContributionFabrique(fonds=fonds, montant=70, etat="deliberee")
    for _ in range(2):
        AffectationFabrique(fonds=fonds, montant=20)
    ContributionFabrique(fonds=autre, montant=7)
    trouve = bilan(fonds)
    assert (trouve.verse, trouve.promis, trouve.delibere, trouve.affecte) == (Decimal("300.30"), 50, 70, 40)
    assert (trouve.annonce, trouve.contributeurs, trouve.part_affectee) == (120, 5, 13)
    assert bilan(autre).recu == 7


def test_the_share_is_rounded_down_so_that_100_means_all():
    presque = Bilan(
        promis=Decimal(0), delibere=Decimal(0), verse=Decimal(1000), affecte=Decimal("999.99"), contributeurs=1, donateurs=1
    )
    assert presque.part_affectee == 99


def test_a_collectivite_counts_once_and_a_take_over_for_its_number(db, editrice):
    fonds, aix = FondsFabrique(), CollectiviteFabrique()
    ContributionFabrique(fonds=fonds, collectivite=aix)
    ContributionFabrique(fonds=fonds, collectivite=aix, etat="promise")
    ContributionFabrique(fonds=fonds, collectivite=None, nombre=20)
    assert bilan(fonds).contributeurs == 21
    annulee = ContributionFabrique(fonds=fonds, collectivite=None, nombre=5)
    retiree = ContributionFabrique(fonds=fonds)
    assert bilan(fonds).contributeurs == 27
    for ligne in (annulee, retiree):
        actions.contre_passer(ecriture=ligne, motif="erreur", par=editrice)
    assert bilan(fonds).contributeurs == 21


def test_the_totals_of_a_list_cost_one_query(db, django_assert_num_queries):
    for nombre in (2, 20):
        for _ in range(nombre):
            fonds = FondsFabrique()
            ContributionFabrique(fonds=fonds)
            AffectationFabrique(fonds=fonds)
        with django_assert_num_queries(1):
            assert all(fonds.bilan.recu == 1000 for fonds in FondsSolidarite.objects.avec_totaux())


def test_the_figures_of_all_the_funds(db, editrice, django_assert_num_queries):
    aix, lyon = CollectiviteFabrique(), CollectiviteFabrique()
    maroc, liban = FondsFabrique(), FondsFabrique(etat="clos", clos_le="2099-01-01")
    FondsSolidarite.objects.filter(pk=liban.pk).update(etat="mise_en_oeuvre", clos_le=None)
    ContributionFabrique(fonds=maroc, collectivite=aix, montant=100)
    ContributionFabrique(fonds=liban, collectivite=aix, montant=10)
    ContributionFabrique(fonds=liban, collectivite=lyon, montant=5, etat="promise")
    ContributionFabrique(fonds=maroc, collectivite=None, nombre=70, montant=1000)
    AffectationFabrique(fonds=maroc)
    AffectationFabrique(fonds=maroc)
    erreur = ContributionFabrique(fonds=maroc, montant=3)
    actions.contre_passer(ecriture=erreur, motif="erreur", par=editrice)
    FondsSolidarite.objects.filter(pk=liban.pk).update(etat="clos", clos_le="2099-01-01")
    FondsFabrique()  # nothing given yet
    ContributionFabrique(fonds=FondsFabrique(acces="equipe"), montant=9)
    ContributionFabrique(fonds=FondsFabrique(brouillon=True), montant=9)
    with django_assert_num_queries(1):
        trouve = bilan_general(FondsSolidarite.objects.en_ligne_pour(VISITEUR))
    assert trouve == BilanGeneral(fonds=3, actifs=2, recu=Decimal(1110), contributions=72)
    assert bilan_general(FondsSolidarite.objects.en_ligne_pour(EQUIPE)).recu == 1119


def test_the_figures_of_no_fund(db):
    assert bilan_general(FondsSolidarite.objects.all()) == BilanGeneral(fonds=0, actifs=0, recu=Decimal(0), contributions=0)


@pytest.mark.parametrize("graine", range(12))
def test_the_totals_are_the_sum_of_the_lines_in_any_order(db, editrice, graine):
    """Draw a life of a fund (entries, steps, allocations, corrections) and compare with a plain sum kept aside."""
    hasard = random.Random(graine)
    fonds = FondsFabrique()
    collectivites = [CollectiviteFabrique() for _ in range(4)]
    en_vigueur, affectees = [], []

    def montant():
        return Decimal(hasard.randint(1, 500_000)) / 100

    for _ in range(40):
        geste = hasard.choice(["donner", "donner", "reprendre", "avancer", "affecter", "corriger", "desaffecter"])
        try:
            if geste == "donner":
                etat = hasard.choice(Contribution.Etat.values)
                en_vigueur.append(ContributionFabrique(
                    fonds=fonds, collectivite=hasard.choice(collectivites), etat=etat, montant=montant()
                ))  # fmt: skip
            elif geste == "reprendre":
                nombre = hasard.randint(1, 9)
                en_vigueur.append(ContributionFabrique(fonds=fonds, collectivite=None, nombre=nombre, montant=montant()))
            elif geste == "affecter":
                ligne = {"partenaire": "P", "objet": "O", "montant": montant(), "date": fonds.ouvert_le}
                affectees.append(actions.affecter(fonds=fonds, par=editrice, **ligne))
            elif geste == "desaffecter" and affectees:
                ligne = hasard.choice(affectees)
                actions.contre_passer(ecriture=ligne, motif="erreur", par=editrice)
                affectees.remove(ligne)
            elif geste == "corriger" and en_vigueur:
                ligne = hasard.choice(en_vigueur)
                actions.contre_passer(ecriture=ligne, motif="erreur", par=editrice)
                en_vigueur.remove(ligne)
            elif geste == "avancer" and en_vigueur:
                ligne = hasard.choice(en_vigueur)
                suite = actions.faire_avancer(
                    contribution=ligne, etat="versee", date=fonds.ouvert_le, montant=montant(), par=editrice
                )
                en_vigueur[en_vigueur.index(ligne)] = suite
        except ValidationError:
            continue  # more than received, or already paid: refused, so nothing changed

    trouve = bilan(fonds)
    for etat, total in (("promise", trouve.promis), ("deliberee", trouve.delibere), ("versee", trouve.verse)):
        assert total == sum(ligne.montant for ligne in en_vigueur if ligne.etat == etat)
    nommees = {ligne.collectivite for ligne in en_vigueur if ligne.collectivite}
    reprises = sum(ligne.nombre for ligne in en_vigueur if not ligne.collectivite)
    ont_verse = {ligne.collectivite for ligne in en_vigueur if ligne.collectivite and ligne.etat == "versee"}
    assert trouve.contributeurs == len(nommees) + reprises
    assert (trouve.donateurs, trouve.annonceurs) == (len(ont_verse) + reprises, len(nommees - ont_verse))
    assert trouve.affecte == sum(ligne.montant for ligne in affectees) <= trouve.recu
    assert set(Contribution.objects.en_vigueur()) == set(en_vigueur)
    assert set(Affectation.objects.en_vigueur()) == set(affectees)
    assert sum(Contribution.objects.values_list("montant", flat=True)) == sum(ligne.montant for ligne in en_vigueur)
