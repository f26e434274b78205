"""Writing in the ledger: who may, what is written, what is refused and in which words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from fonds_solidarite import actions
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from socle.models import Journal
from tests.fabriques import AffectationFabrique, CollectiviteFabrique, ContributionFabrique, FondsFabrique

JOUR = date(2026, 2, 20)


@pytest.fixture
def fonds(db):
    return FondsFabrique(titre="Fonds Madagascar")


def bilan(fonds):
    return FondsSolidarite.objects.avec_totaux().get(pk=fonds.pk).bilan


def test_recording_a_contribution_writes_a_line_and_the_journal(fonds, editrice):
    aix = CollectiviteFabrique()
    ligne = actions.enregistrer_contribution(
        fonds=fonds, collectivite=aix, montant=Decimal("1500.50"), date=JOUR, montant_public=False, par=editrice
    )
    ligne.refresh_from_db()
    assert (ligne.fonds, ligne.collectivite, ligne.etat, ligne.date) == (fonds, aix, "promise", JOUR)
    assert (ligne.montant, ligne.montant_public, ligne.saisie_par) == (Decimal("1500.50"), False, editrice)
    entree = Journal.objects.get(action="enregistrer une contribution")
    assert entree.par == editrice
    assert entree.objet == ligne
    assert entree.detail == {"montant": "1500.50", "fonds": "Fonds Madagascar", "ecriture": ligne.pk}


def test_a_take_over_counts_its_contributors(fonds, editrice):
    actions.enregistrer_contribution(fonds=fonds, montant=520000, nombre=72, reprise=True, etat="versee", date=JOUR, par=editrice)
    assert (bilan(fonds).recu, bilan(fonds).contributeurs) == (520000, 72)


@pytest.mark.parametrize(("nommee", "dite"), [(False, False), (True, True)])
def test_a_taking_over_is_said_so_on_purpose_and_names_nobody(fonds, editrice, nommee, dite):
    """An empty field, forgotten, does not make a taking over of a contribution."""
    qui = CollectiviteFabrique() if nommee else None
    with pytest.raises(ValidationError) as refus:
        actions.enregistrer_contribution(fonds=fonds, collectivite=qui, reprise=dite, montant=1, date=JOUR, par=editrice)
    assert list(refus.value.message_dict) == ["reprise" if nommee else "collectivite"]
    assert not fonds.contributions.exists()


def test_moving_on_cancels_the_old_line_and_writes_a_new_one(fonds, editrice):
    promesse = ContributionFabrique(fonds=fonds, etat="promise", montant=1000, montant_public=False)
    vote = actions.faire_avancer(contribution=promesse, etat="deliberee", date=JOUR, par=editrice)
    paiement = actions.faire_avancer(contribution=vote, etat="versee", montant=800, date=JOUR, par=editrice)
    assert (paiement.collectivite, paiement.montant, paiement.montant_public) == (promesse.collectivite, 800, False)
    assert (vote.contre_ecriture.montant, vote.contre_ecriture.date) == (-1000, JOUR)
    assert vote.contre_ecriture.motif == "passée à l’état « versée »"
    assert list(Contribution.objects.en_vigueur()) == [paiement]
    assert (bilan(fonds).promis, bilan(fonds).delibere, bilan(fonds).verse) == (0, 0, 800)
    assert bilan(fonds).contributeurs == 1


@pytest.mark.parametrize(("avant", "apres"), [("versee", "promise"), ("versee", "versee"), ("deliberee", "promise")])
def test_a_contribution_does_not_move_back(fonds, editrice, avant, apres):
    ligne = ContributionFabrique(fonds=fonds, etat=avant)
    with pytest.raises(ValidationError, match="avance"):
        actions.faire_avancer(contribution=ligne, etat=apres, date=JOUR, par=editrice)
    assert Contribution.objects.count() == 1


def test_a_contribution_moves_on_once(fonds, editrice):
    promesse = ContributionFabrique(fonds=fonds, etat="promise")
    actions.faire_avancer(contribution=promesse, etat="versee", date=JOUR, par=editrice)
    with pytest.raises(ValidationError, match="déjà corrigée"):
        actions.faire_avancer(contribution=promesse, etat="versee", date=JOUR, par=editrice)
    assert bilan(fonds).recu == 1000, "a refused step leaves no line behind"


def test_allocating(fonds, editrice):
    ContributionFabrique(fonds=fonds, montant=1000)
    ligne = actions.affecter(
        fonds=fonds, partenaire="Targa-Aide", objet="Irrigation", lieu="Ijoukak", montant=400, date=JOUR, par=editrice
    )
    assert (ligne.saisie_par, ligne.etat) == (editrice, "votee")
    assert (bilan(fonds).affecte, bilan(fonds).disponible, bilan(fonds).part_affectee) == (400, 600, 40)
    assert Journal.objects.get(action="affecter").objet == ligne


def test_allocating_too_much_is_refused_in_french(fonds, editrice):
    ContributionFabrique(fonds=fonds, montant=Decimal("1000.50"))
    with pytest.raises(ValidationError) as refus:
        actions.affecter(fonds=fonds, partenaire="P", objet="O", montant=1001, date=JOUR, par=editrice)
    assert refus.value.messages == [
        "On n’affecte pas plus que ce que le fonds a reçu : 1\u00a0001\u00a0€ affectés pour 1\u00a0000,50\u00a0€ versés."
    ]
    assert not Affectation.objects.exists()
    assert not Journal.objects.filter(action="affecter").exists()


def test_a_closed_fund_is_refused_in_french(editrice):
    fonds = FondsFabrique(etat="clos", clos_le=timezone.localdate())
    with pytest.raises(ValidationError, match="clos"):
        actions.enregistrer_contribution(fonds=fonds, reprise=True, montant=1, date=JOUR, par=editrice)


@pytest.mark.parametrize("montant", [Decimal("0"), Decimal("-1"), Decimal("10.005"), Decimal("1e15")])
def test_an_amount_that_makes_no_sense(fonds, editrice, montant):
    with pytest.raises(ValidationError):
        actions.enregistrer_contribution(fonds=fonds, reprise=True, montant=montant, date=JOUR, par=editrice)


def test_no_line_is_dated_in_the_future(fonds, editrice):
    demain = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="à venir"):
        actions.enregistrer_contribution(fonds=fonds, reprise=True, montant=1, date=demain, par=editrice)


@pytest.mark.parametrize(
    ("ouverture", "quand"), [(date(2026, 2, 21), "le 21\u00a0février 2026"), (date(2026, 3, 1), "en mars 2026")]
)
def test_no_line_is_dated_before_the_fund_opened(editrice, ouverture, quand):
    fonds = FondsFabrique(ouvert_le=ouverture)
    promesse = ContributionFabrique(fonds=fonds, etat="promise")
    ecritures = [
        lambda jour: actions.faire_avancer(contribution=promesse, etat="versee", date=jour, par=editrice),
        lambda jour: actions.affecter(fonds=fonds, partenaire="P", objet="O", montant=1, date=jour, par=editrice),
        lambda jour: actions.enregistrer_contribution(fonds=fonds, reprise=True, montant=1, date=jour, par=editrice),
    ]
    for ecrire in ecritures:
        with pytest.raises(ValidationError) as refus:
            ecrire(JOUR)
        message = f"Le fonds a ouvert {quand}\u00a0: une écriture ne porte pas une date antérieure."
        assert refus.value.message_dict == {"date": [message]}
        ecrire(ouverture)


def test_correcting_says_why_and_who(fonds, editrice):
    ligne = ContributionFabrique(fonds=fonds, montant=1000)
    contre = actions.contre_passer(ecriture=ligne, motif="  virement rejeté ", par=editrice)
    assert (contre.montant, contre.motif, contre.corrige) == (-1000, "virement rejeté", ligne)
    assert (contre.date, contre.saisie_par) == (timezone.localdate(), editrice)
    assert (bilan(fonds).recu, bilan(fonds).contributeurs) == (0, 0)
    entree = Journal.objects.get(action="contre-passer")
    assert entree.detail["motif"] == "virement rejeté"
    assert entree.detail["corrige"] == ligne.pk


@pytest.mark.parametrize("motif", ["", "   "])
def test_correcting_without_a_reason(fonds, editrice, motif):
    with pytest.raises(ValidationError, match="se motive"):
        actions.contre_passer(ecriture=ContributionFabrique(fonds=fonds), motif=motif, par=editrice)


def test_correcting_twice_or_a_correction(fonds, editrice):
    ligne = ContributionFabrique(fonds=fonds)
    contre = actions.contre_passer(ecriture=ligne, motif="erreur", par=editrice)
    with pytest.raises(ValidationError, match="déjà corrigée"):
        actions.contre_passer(ecriture=ligne, motif="erreur", par=editrice)
    with pytest.raises(ValidationError, match="ne se corrige pas"):
        actions.contre_passer(ecriture=contre, motif="erreur", par=editrice)


def test_correcting_an_allocation_frees_the_money(fonds, editrice):
    ContributionFabrique(fonds=fonds, montant=1000)
    ligne = AffectationFabrique(fonds=fonds, montant=1000)
    actions.contre_passer(ecriture=ligne, motif="projet abandonné", par=editrice)
    assert bilan(fonds).disponible == 1000


def test_noting_progress(fonds, editrice):
    ContributionFabrique(fonds=fonds)
    ligne = AffectationFabrique(fonds=fonds)
    actions.noter_avancement(affectation=ligne, etat="achevee", etat_vu="votee", par=editrice)
    ligne.refresh_from_db()
    assert ligne.etat == "achevee"
    assert Journal.objects.get().detail["apres"] == "achevee"
    with pytest.raises(ValidationError):
        actions.noter_avancement(affectation=ligne, etat="inconnu", etat_vu="achevee", par=editrice)


def test_what_is_not_a_rule_of_the_ledger_is_not_hidden(fonds, editrice, monkeypatch):
    monkeypatch.setattr(Contribution, "full_clean", lambda self, **options: None)
    with pytest.raises(IntegrityError):
        actions.enregistrer_contribution(fonds=fonds, reprise=True, montant=-1, date=JOUR, par=editrice)


@pytest.mark.parametrize("qui", ["redactrice", "bob"])
def test_redaction_and_members_do_not_write(fonds, qui, request):
    par = request.getfixturevalue(qui)
    recu = ContributionFabrique(fonds=fonds, etat="promise")
    paye = ContributionFabrique(fonds=fonds)
    affecte = AffectationFabrique(fonds=fonds)
    ecritures = [
        lambda: actions.enregistrer_contribution(fonds=fonds, reprise=True, montant=1, date=JOUR, par=par),
        lambda: actions.faire_avancer(contribution=recu, etat="versee", date=JOUR, par=par),
        lambda: actions.affecter(fonds=fonds, partenaire="P", objet="O", montant=1, date=JOUR, par=par),
        lambda: actions.noter_avancement(affectation=affecte, etat="achevee", etat_vu="votee", par=par),
        lambda: actions.contre_passer(ecriture=paye, motif="m", par=par),
        lambda: actions.contre_passer(ecriture=affecte, motif="m", par=par),
    ]
    for ecrire in ecritures:
        with pytest.raises(PermissionDenied):
            ecrire()
    assert (Contribution.objects.count(), Affectation.objects.count()) == (2, 1)
