"""What the database refuses of a fund and of a line of its ledger, and what the form then says."""

from datetime import date

import pytest

from tests.fabriques import AffectationFabrique, ContributionFabrique, FondsFabrique
from tests.refus import verifier_le_refus

VEILLE, JOUR = date(2026, 2, 17), date(2026, 2, 18)
NOMS = ("fonds", "date", "montant", "etat", "collectivite", "partenaire", "objet")


@pytest.mark.parametrize(
    ("contrainte", "champs", "message"),
    [
        ("fonds_dates_ordonnees", {"etat": "clos", "clos_le": VEILLE}, "ne peut pas être clos avant son ouverture"),
        ("fonds_clos_date", {"etat": "clos"}, "porte sa date de clôture"),
        ("fonds_clos_date", {"etat": "ouvert", "clos_le": JOUR}, "porte sa date de clôture"),
        ("fonds_objectif_positif", {"objectif": 0}, "L’objectif est un montant positif"),
    ],
)
def test_the_database_and_the_form_refuse_a_fund_that_contradicts_itself(contrainte, champs, message, db):
    verifier_le_refus(FondsFabrique.build(ouvert_le=JOUR, **champs), contrainte, message)


def test_what_is_right_is_accepted(db):
    assert FondsFabrique(ouvert_le=JOUR, etat="clos", clos_le=JOUR, objectif=1).pk


def autre_ligne(fabrique, **champs):
    """Return a line like one of 10 € of a fund that received 1 000 €, changed by `champs`, not saved; and that one."""
    premiere = fabrique(fonds=ContributionFabrique(montant=1000).fonds, montant=10)
    champs = {nom: getattr(premiere, nom) for nom in NOMS if hasattr(premiere, nom)} | champs
    return type(premiere)(**champs), premiere


@pytest.mark.parametrize("montant", [0, -10])
@pytest.mark.parametrize(
    ("fabrique", "contrainte"),
    [
        (ContributionFabrique, "fonds_solidarite_contribution_montant_signe"),
        (AffectationFabrique, "fonds_solidarite_affectation_montant_signe"),
    ],
)
def test_an_entry_is_positive(fabrique, contrainte, montant, db):
    verifier_le_refus(autre_ligne(fabrique, montant=montant)[0], contrainte, "Le montant est positif")


@pytest.mark.parametrize(
    ("fabrique", "contrainte"),
    [
        (ContributionFabrique, "fonds_solidarite_contribution_correction_motivee"),
        (AffectationFabrique, "fonds_solidarite_affectation_correction_motivee"),
    ],
)
def test_a_counter_entry_says_why(fabrique, contrainte, db):
    ligne, ligne.corrige = autre_ligne(fabrique, montant=-10)
    verifier_le_refus(ligne, contrainte, "Une correction se motive")
    ligne.motif = "erreur de saisie"
    ligne.full_clean()
    ligne.save()
