"""The ledger's rules, as the database keeps them: each test writes past the actions."""

import threading
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.db.models.deletion import ProtectedError
from django.db.models.expressions import RawSQL
from django.utils import timezone

from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from groupes_pays.models import Groupe
from tests.annuaire.formulaire import champs_de
from tests.fabriques import (
    AffectationFabrique,
    CollectiviteFabrique,
    ContributionFabrique,
    FondsFabrique,
    GroupeFabrique,
    SecteurFabrique,
)


@pytest.fixture
def fonds(db):
    return FondsFabrique()


@pytest.fixture
def recu(fonds):
    """1 000 € paid to the fund."""
    return ContributionFabrique(fonds=fonds, montant=1000, etat="versee")


def contre(ecriture, **autres):
    """Write the counter-entry of a line, changed by `autres`."""
    champs = [c.name for c in ecriture._meta.concrete_fields if c.name not in {"id", "montant", "corrige", "motif"}]
    valeurs = {nom: getattr(ecriture, nom) for nom in champs}
    corrigee = {"montant": -ecriture.montant, "corrige": ecriture, "motif": "erreur de saisie"}
    return type(ecriture).objects.create(**valeurs | corrigee | autres)


@contextmanager
def refuse(nom):
    """Expect a refusal of the ledger's rule `nom`."""
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        yield
    assert refus.value.__cause__.diag.constraint_name == f"fonds_grand_livre_{nom}"


@pytest.mark.parametrize(
    "change", [{"montant": 2}, {"etat": "promise"}, {"montant_public": False}, {"date": "2020-01-01"}, {"motif": "autre"}]
)
def test_a_contribution_is_never_changed(recu, change):
    with refuse("immuable"):
        Contribution.objects.filter(pk=recu.pk).update(**change)


def test_a_line_is_never_deleted(fonds, recu):
    affectation = AffectationFabrique(fonds=fonds)
    for ligne in (affectation, recu):
        with refuse("immuable"):
            ligne.delete()


@pytest.mark.parametrize("change", [{"montant": 2}, {"partenaire": "Autre"}, {"objet": "Autre"}, {"lieu": "Ailleurs"}])
def test_an_allocation_is_never_changed_but_for_its_progress(fonds, recu, change):
    affectation = AffectationFabrique(fonds=fonds)
    Affectation.objects.filter(pk=affectation.pk).update(etat="achevee")
    with refuse("immuable"):
        Affectation.objects.filter(pk=affectation.pk).update(**change)
    with refuse("immuable"):
        Affectation.objects.filter(pk=affectation.pk).update(etat="en_cours", **change)
    affectation.refresh_from_db()
    assert affectation.etat == "achevee"


def test_a_fund_and_a_collectivite_with_lines_stay(fonds, recu):
    for objet in (fonds, recu.collectivite):
        with pytest.raises(ProtectedError):
            objet.delete()


def test_a_counter_entry_cancels_its_line(fonds, recu):
    contre(recu)
    assert sum(ligne.montant for ligne in Contribution.objects.all()) == 0


@pytest.mark.parametrize(
    "autres",
    [
        {"montant": Decimal("-999.99")},
        {"montant": Decimal("-1000.01")},
        {"etat": "promise"},
        {"montant_public": False},
        {"collectivite": None},
        {"collectivite": "autre"},
        {"fonds": "autre"},
    ],
)
def test_a_counter_entry_is_the_opposite_of_its_line_and_nothing_else(recu, autres):
    fabriques = {"collectivite": CollectiviteFabrique, "fonds": FondsFabrique}
    autres = {nom: fabriques[nom]() if valeur == "autre" else valeur for nom, valeur in autres.items()}
    with refuse("correction_exacte"):
        contre(recu, **autres)


def test_the_counter_entry_of_a_take_over_keeps_its_number_of_contributors(fonds):
    reprise = ContributionFabrique(fonds=fonds, collectivite=None, nombre=12)
    with refuse("correction_exacte"):
        contre(reprise, nombre=11)


@pytest.mark.parametrize("autres", [{"partenaire": "Autre"}, {"objet": "Autre"}, {"lieu": "Ailleurs"}, {"etat": "achevee"}])
def test_the_counter_entry_of_an_allocation_is_its_opposite(fonds, recu, autres):
    affectation = AffectationFabrique(fonds=fonds, secteur=SecteurFabrique())
    with refuse("correction_exacte"):
        contre(affectation, **autres)
    with refuse("correction_exacte"):
        contre(affectation, secteur=None)
    contre(affectation)


def test_a_counter_entry_is_not_corrected(recu):
    annulation = contre(recu)
    with refuse("correction_unique"):
        contre(annulation)


def test_a_line_is_corrected_once(recu):
    contre(recu)
    with refuse("correction_unique"):
        contre(recu)


def test_a_correction_says_why(recu):
    with pytest.raises(IntegrityError, match="correction_motivee"):
        contre(recu, motif="")


@pytest.mark.parametrize("montant", [0, -5])
def test_an_entry_is_positive(fonds, montant):
    with pytest.raises(IntegrityError, match="montant_signe"):
        ContributionFabrique(fonds=fonds, montant=montant)


def test_nobody_named_counts_for_several(fonds):
    with pytest.raises(IntegrityError, match="fonds_contribution_nombre"):
        ContributionFabrique(fonds=fonds, nombre=2)


def test_a_closed_fund_takes_corrections_only(fonds, recu):
    affectation = AffectationFabrique(fonds=fonds)
    fonds.etat, fonds.clos_le = "clos", timezone.localdate()
    fonds.save()
    for fabrique in (ContributionFabrique, AffectationFabrique):
        with refuse("clos"):
            fabrique(fonds=fonds)
    contre(affectation)


def test_a_fund_is_not_allocated_more_than_it_received(fonds, recu):
    ContributionFabrique(fonds=fonds, montant=5000, etat="promise")
    ContributionFabrique(fonds=fonds, montant=5000, etat="deliberee")
    ContributionFabrique(montant=5000)  # paid to another fund
    AffectationFabrique(fonds=fonds, montant=Decimal("999.99"))
    with refuse("couvert"):
        AffectationFabrique(fonds=fonds, montant=Decimal("0.02"))
    AffectationFabrique(fonds=fonds, montant=Decimal("0.01"))


def test_allocations_written_together_are_counted_together(fonds, recu):
    deux = [AffectationFabrique.build(fonds=fonds, montant=600) for _ in range(2)]
    with refuse("couvert"):
        Affectation.objects.bulk_create(deux)


def test_a_payment_that_covers_an_allocation_is_not_cancelled(fonds, recu):
    AffectationFabrique(fonds=fonds, montant=1)
    with refuse("couvert"):
        contre(recu)
    ContributionFabrique(fonds=fonds, montant=1)
    contre(recu)


@pytest.mark.django_db(transaction=True)
def test_two_allocations_at_once_do_not_pass_together():
    """The second waits for the first to be committed, then counts it."""
    fonds = FondsFabrique()
    ContributionFabrique(fonds=fonds, montant=1000)
    issue, premiere_ecrite = [], threading.Event()

    def seconde():
        try:
            premiere_ecrite.wait(10)
            AffectationFabrique(fonds=fonds, montant=600)
            issue.append("passed")
        except IntegrityError as erreur:
            issue.append(erreur.__cause__.diag.constraint_name)
        finally:
            connection.close()

    fil = threading.Thread(target=seconde)
    fil.start()
    try:
        with transaction.atomic():
            AffectationFabrique(fonds=fonds, montant=600)
            premiere_ecrite.set()
            fil.join(0.5)
            assert fil.is_alive(), "the second allocation did not wait for the first"
    finally:
        premiere_ecrite.set()
        fil.join(10)
        close_old_connections()
    assert issue == ["fonds_grand_livre_couvert"]
    assert Affectation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("niveau", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_line_enters_at_read_committed_only(niveau):
    """At another level, who waited for the lock of the fund would still count the ledger of before."""
    fonds = FondsFabrique()
    for fabrique in (ContributionFabrique, AffectationFabrique):
        with refuse("isolation"), connection.cursor() as curseur:
            curseur.execute(f"SET TRANSACTION ISOLATION LEVEL {niveau}")
            fabrique(fonds=fonds)


@pytest.mark.parametrize("fabrique", [ContributionFabrique, AffectationFabrique])
def test_an_amount_is_a_number(fonds, recu, fabrique):
    """« NaN » is more than zero for the database, and more than any sum received."""
    with pytest.raises(IntegrityError, match="montant_borne"), transaction.atomic():
        fabrique(fonds=fonds, montant=RawSQL("'NaN'::numeric", ()))


def test_the_committee_of_a_fund_is_one_and_stays_one(fonds):
    groupe, comite = GroupeFabrique(nature="groupe-pays"), GroupeFabrique(nature="comite")
    with pytest.raises(IntegrityError, match="Le comité d’un fonds est un groupe de nature"), transaction.atomic():
        FondsSolidarite.objects.filter(pk=fonds.pk).update(comite=groupe)
    with pytest.raises(IntegrityError, match="Le comité d’un fonds est un groupe de nature"), transaction.atomic():
        FondsFabrique(comite=groupe)
    FondsSolidarite.objects.filter(pk=fonds.pk).update(comite=comite)
    with pytest.raises(IntegrityError, match="il reste un comité des donateurs"), transaction.atomic():
        Groupe.objects.filter(pk=comite.pk).update(nature="groupe-pays")
    Groupe.objects.filter(pk=groupe.pk).update(nature="thematique")


def test_the_form_of_a_group_says_that_it_is_the_committee_of_a_fund(fonds, client_editrice):
    fonds.comite = GroupeFabrique(nature="comite", slug="comite")
    fonds.save()
    adresse = f"/admin/groupes_pays/groupe/{fonds.comite_id}/change/"
    champs = champs_de(client_editrice.get(adresse), action="")
    page = client_editrice.post(adresse, champs | {"nature": ["groupe-pays"]}).content.decode()
    assert "Ce groupe est le comité d’un fonds" in page
