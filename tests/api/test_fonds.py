"""The figures of the funds as their pages show them (decision 021), and the essential data of subsidies."""

from datetime import date

from django.urls import reverse

from fonds_solidarite import actions
from tests.fabriques import AffectationFabrique, CollectiviteFabrique, ContributionFabrique, FondsFabrique, SecteurFabrique

COLONNES = [
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
]
"""Arrêté of 17 November 2017, annex: the schema « subventions »."""


def test_the_figures_are_those_of_the_page(lire, visiteur):
    fonds = FondsFabrique(objectif=50_000)
    ContributionFabrique(fonds=fonds, montant=5000)
    ContributionFabrique(fonds=fonds, montant=2500, etat="promise")
    AffectationFabrique(fonds=fonds, montant=1000)
    ligne = lire("fonds")["lignes"][0]
    assert (ligne["recu"], ligne["annonce"], ligne["affecte"], ligne["reste"]) == (5000, 2500, 1000, 4000)
    assert (ligne["contributeurs"], ligne["donateurs"], ligne["recu_incomplet"]) == (2, 1, False)


def test_an_amount_kept_from_publication_is_not_found_by_a_subtraction(lire):
    fonds = FondsFabrique()
    ContributionFabrique(fonds=fonds, montant=5000)
    ContributionFabrique(fonds=fonds, montant=3333, montant_public=False)
    ligne = lire(f"fonds/{fonds.pk}")
    assert (ligne["recu"], ligne["recu_incomplet"], ligne["reste"]) == (5000, True, None)
    assert not {3333, 8333} & set(map(str, ligne.values()))
    seule = FondsFabrique()
    ContributionFabrique(fonds=seule, montant=3333, montant_public=False)
    assert lire(f"fonds/{seule.pk}")["recu"] is None


def test_a_fund_says_what_remains_when_its_page_does(lire):
    fonds = FondsFabrique()
    ContributionFabrique(fonds=fonds, montant=5000)
    assert lire(f"fonds/{fonds.pk}")["reste"] == 5000
    # Taken over from before the portal, without its allocations: it would claim that all its money remains.
    type(fonds).objects.filter(pk=fonds.pk).update(etat="clos", clos_le=date(2025, 6, 1))
    assert lire(f"fonds/{fonds.pk}")["reste"] is None


def test_the_essential_data_have_the_columns_of_the_law(lire):
    fonds = FondsFabrique()
    ContributionFabrique(fonds=fonds, montant=60_000)
    AffectationFabrique(fonds=fonds, montant=23_000)
    une = AffectationFabrique(fonds=fonds, montant="23000.01", partenaire="CADUS", secteur=SecteurFabrique(slug="eau"))
    (ligne,) = lire("subventions")["lignes"]
    assert list(ligne)[: len(COLONNES)] == COLONNES
    assert (ligne["nomBeneficiaire"], ligne["montant"], ligne["nature"]) == ("CADUS", 23000.01, "aide en numéraire")
    assert (ligne["id"], ligne["fonds"], ligne["secteur"]) == (une.pk, fonds.pk, "eau")
    assert ligne["fonds_url"].endswith(fonds.get_absolute_url())
    assert ligne["date_affectation"] == une.date.isoformat()
    assert ligne["dateConvention"] is None


def test_a_subsidy_cancelled_or_of_a_fund_kept_for_some_is_not_given(lire, administratrice):
    for champs in ({}, {"acces": "adherents"}, {"brouillon": True}):
        fonds = FondsFabrique(**champs)
        ContributionFabrique(fonds=fonds, montant=60_000)
        affectation = AffectationFabrique(fonds=fonds, montant=30_000)
        if not champs:
            actions.contre_passer(ecriture=affectation, motif="erreur", par=administratrice)
    assert lire("subventions")["lignes"] == []


def test_a_restricted_fund_has_no_figure(db, visiteur):
    fonds = FondsFabrique(acces="adherents", objectif=77_777)
    ContributionFabrique(fonds=fonds, montant=5555, collectivite=CollectiviteFabrique())
    for adresse in (reverse("api:fonds"), reverse("api:fonds_fiche", args=[fonds.pk])):
        assert not any(chiffre in visiteur.get(adresse).text for chiffre in ("5555", "77777"))
