"""Every write in the ledger of the funds: one transaction, one line in the journal, the database's refusals in French.

The rules are kept by constraints and triggers (migration 0002): these functions only put their words in front.
"""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annuaire.models import Collectivite
from comptes.models import Utilisateur
from fonds_solidarite import perms
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from socle.dates import date_simple, mois_et_annee
from socle.journal import journaliser, nommer
from territoires.models import Secteur

nommer({"affecter": "affecter une somme", "contre-passer": "contre-passer une écriture"})

ORDRE = list(Contribution.Etat)
DELAI_DOUBLE = timedelta(minutes=1)
"""How long the same line by the same hand is taken for a form sent twice."""
# What a counter-entry takes from the line it corrects.
REPRIS = {
    Contribution: ("fonds", "collectivite", "nombre", "etat", "montant_public"),
    Affectation: ("fonds", "partenaire", "objet", "lieu", "secteur", "etat"),
}


@contextmanager
def _grand_livre():
    """One transaction; what the ledger's triggers refuse becomes a ValidationError with their message."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as erreur:
        diagnostic = erreur.__cause__.diag
        if not (diagnostic.constraint_name or "").startswith("fonds_grand_livre_"):
            raise
        raise ValidationError(diagnostic.message_primary, code=diagnostic.constraint_name) from erreur


def _ecrire(ecriture, *, par, action, detail=None, nouvelle=False):
    """Check a line, write it and note it; `nouvelle`: it follows from no other, and may be a form sent twice.

    That a line is corrected once is left to the trigger, which says it better.
    """
    ecriture.saisie_par = par
    if ecriture.date > timezone.localdate():
        raise ValidationError({"date": "Une écriture ne porte pas une date à venir."})
    ouverture = ecriture.fonds.ouvert_le
    if ecriture.date < ouverture:
        # The first of a month stands for a day that is not known.
        quand = f"en {mois_et_annee(ouverture)}" if ouverture.day == 1 else f"le {date_simple(ouverture)}"
        raise ValidationError({"date": f"Le fonds a ouvert {quand}\u00a0: une écriture ne porte pas une date antérieure."})
    ecriture.full_clean(validate_unique=False)
    if nouvelle:
        _refuser_un_double(ecriture)
    ecriture.save(force_insert=True)
    montant = {"montant": str(ecriture.montant), "fonds": str(ecriture.fonds), "ecriture": ecriture.pk}
    journaliser(par=par, action=action, objet=ecriture, detail=montant | (detail or {}))
    return ecriture


def _refuser_un_double(ecriture):
    """Refuse the line that a second click sends again: a ledger keeps it for ever."""
    # The lock that the trigger takes too, taken now: the second of two forms sent at once waits, then sees the first.
    FondsSolidarite.objects.select_for_update(of=("self",), no_key=True).get(pk=ecriture.fonds_id)
    modele = type(ecriture)
    memes = {champ: getattr(ecriture, champ) for champ in (*REPRIS[modele], "montant", "date", "saisie_par")}
    if modele.objects.en_vigueur().filter(saisie_le__gt=timezone.now() - DELAI_DOUBLE, **memes).exists():
        raise ValidationError(
            "Cette écriture vient d’être enregistrée : elle ne l’est pas deux fois. S’il y en a bien deux, attendez une minute "
            "pour la seconde.",
            code="double",
        )


def enregistrer_contribution(
    *,
    fonds: FondsSolidarite,
    montant: Decimal,
    date: date,
    par: Utilisateur,
    collectivite: Collectivite | None = None,
    etat: str = Contribution.Etat.PROMISE,
    montant_public: bool = True,
    nombre: int = 1,
    reprise: bool = False,
) -> Contribution:
    """Record money promised, voted or paid.

    Args:
        fonds: the fund, not closed.
        montant: euros, positive.
        date: day of the promise, of the vote or of the payment; not in the future.
        collectivite: who gives; None for a `reprise`.
        reprise: True, on purpose, to take over the total of `nombre` contributors from before the portal, who are not named.
        montant_public: False when the amount counts in the totals but is not shown.
        par: the actor.

    Returns:
        The new `Contribution`.

    Raises:
        PermissionDenied: `par` may not write in the ledger.
        ValidationError: a rule of the ledger refuses the line.
    """
    if not perms.peut_enregistrer(par):
        raise PermissionDenied
    if collectivite is None and not reprise:
        raise ValidationError({"collectivite": "Choisissez la collectivité qui contribue, ou cochez « reprise »."})
    if collectivite is not None and reprise:
        raise ValidationError({"reprise": "Une reprise ne nomme personne\u00a0: décochez-la, ou retirez la collectivité."})
    with _grand_livre():
        contribution = Contribution(
            fonds=fonds,
            collectivite=collectivite,
            nombre=nombre,
            montant=montant,
            date=date,
            etat=etat,
            montant_public=montant_public,
        )
        return _ecrire(contribution, par=par, action="enregistrer une contribution", nouvelle=True)


def faire_avancer(
    *, contribution: Contribution, etat: str, date: date, par: Utilisateur, montant: Decimal | None = None
) -> Contribution:
    """Move a contribution on: promised, then voted, then paid. The ledger gets a new line and a counter-entry of the old.

    Args:
        contribution: a line that stands.
        etat: the state it reaches, further than its own.
        montant: euros, when the amount voted or paid is not the amount promised; the same otherwise.
        date, par: as in `enregistrer_contribution`; the date is that of both lines.

    Returns:
        The new `Contribution`.
    """
    if not perms.peut_enregistrer(par):
        raise PermissionDenied
    if ORDRE.index(etat) <= ORDRE.index(contribution.etat):
        raise ValidationError({"etat": "Une contribution avance : promise, puis délibérée, puis versée."}, code="recul")
    with _grand_livre():
        # The new line first: what is already allocated stays covered all along.
        suite = Contribution(
            **{champ: getattr(contribution, champ) for champ in REPRIS[Contribution]},
            montant=contribution.montant if montant is None else montant,
            date=date,
        )
        suite.etat = etat
        _ecrire(suite, par=par, action="enregistrer une contribution")
        contre_passer(ecriture=contribution, motif=f"passée à l’état « {suite.get_etat_display()} »", par=par, date=date)
    return suite


def affecter(
    *,
    fonds: FondsSolidarite,
    partenaire: str,
    objet: str,
    montant: Decimal,
    date: date,
    par: Utilisateur,
    lieu: str = "",
    secteur: Secteur | None = None,
    etat: str = Affectation.Etat.VOTEE,
) -> Affectation:
    """Allocate money of a fund to a partner's project, never more than the fund received.

    Args:
        fonds: the fund, not closed.
        partenaire, objet, lieu: who gets the money, to do what, where.
        montant: euros, positive.
        date: day of the committee's vote; not in the future.
        par: the actor.

    Returns:
        The new `Affectation`.

    Raises:
        PermissionDenied, ValidationError: as in `enregistrer_contribution`.
    """
    if not perms.peut_affecter(par):
        raise PermissionDenied
    with _grand_livre():
        affectation = Affectation(
            fonds=fonds, partenaire=partenaire, objet=objet, lieu=lieu, secteur=secteur, montant=montant, date=date, etat=etat
        )
        return _ecrire(affectation, par=par, action="affecter", nouvelle=True)


def noter_avancement(*, affectation: Affectation, etat: str, par: Utilisateur, etat_vu: str) -> Affectation:
    """Note how far an allocated project is; money does not move.

    Args:
        affectation: a line that stands.
        etat: the state to note.
        etat_vu: the state that `par` saw: of two who note at once, the second is told what the first noted.
        par: the actor.

    Returns:
        The `Affectation`.

    Raises:
        PermissionDenied: `par` may not write in the ledger.
        ValidationError: the allocation is cancelled, is a counter-entry, or was moved on by someone else.
    """
    if not perms.peut_affecter(par):
        raise PermissionDenied
    with _grand_livre():
        affectation = Affectation.objects.select_for_update(of=("self",)).get(pk=affectation.pk)
        if not Affectation.objects.en_vigueur().filter(pk=affectation.pk).exists():
            raise ValidationError("Cette affectation est annulée : il n’y a plus d’avancement à noter.", code="annulee")
        if affectation.etat != etat_vu:
            raise ValidationError(
                f"Quelqu’un a noté «\u00a0{affectation.get_etat_display()}\u00a0» pendant que vous écriviez\u00a0: vérifiez, "
                "puis enregistrez de nouveau si votre choix est le bon.",
                code="deja_note",
            )
        avant, affectation.etat = affectation.etat, etat
        affectation.full_clean()
        affectation.save(update_fields=["etat"])
        detail = {"avant": avant, "apres": etat, "fonds": str(affectation.fonds), "ecriture": affectation.pk}
        journaliser(par=par, action="noter l’avancement", objet=affectation, detail=detail)
    return affectation


def contre_passer(
    *, ecriture: Contribution | Affectation, motif: str, par: Utilisateur, date: date | None = None
) -> Contribution | Affectation:
    """Cancel a line of the ledger by its counter-entry.

    Args:
        ecriture: a `Contribution` or an `Affectation` that stands.
        motif: why, said to whoever reads the ledger; not empty.
        par: the actor.
        date: day of the correction, today by default.

    Returns:
        The counter-entry.

    Raises:
        PermissionDenied: `par` may not write in the ledger.
        ValidationError: the line is already corrected, is a correction, or covers what is allocated.
    """
    if not perms.peut_contre_passer(par, ecriture):
        raise PermissionDenied
    if ecriture.corrige_id:
        raise ValidationError("Une contre-écriture ne se corrige pas : enregistrez une nouvelle écriture.", code="contre")
    modele = type(ecriture)
    with _grand_livre():
        contre = modele(
            **{champ: getattr(ecriture, champ) for champ in REPRIS[modele]},
            montant=-ecriture.montant,
            date=date or timezone.localdate(),
            corrige=ecriture,
            motif=motif.strip(),
        )
        return _ecrire(contre, par=par, action="contre-passer", detail={"motif": contre.motif, "corrige": ecriture.pk})
