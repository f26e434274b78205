"""Figures of the funds, always computed from the ledger and never typed.

`FondsSolidarite.objects.avec_totaux()` computes the totals of a list of funds in its own query; each row then answers
`fonds.bilan`. `bilan_general` gives the figures of several funds together.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Bilan:
    """The figures of one fund, in euros, counter-entries counted.

    `contributeurs` counts the collectivités with money in the fund, whatever its state (promised, voted or paid), and the
    contributors taken over from before the portal.
    """

    promis: Decimal
    delibere: Decimal
    verse: Decimal
    affecte: Decimal
    contributeurs: int

    @property
    def recu(self):
        """What the fund has received: what was paid, not what was promised."""
        return self.verse

    @property
    def annonce(self):
        """What is announced and not yet paid: promised, or voted."""
        return self.promis + self.delibere

    @property
    def disponible(self):
        """What was received and is not allocated yet; never negative, the database sees to it."""
        return self.recu - self.affecte

    @property
    def part_affectee(self):
        """Share of the receipts allocated, in whole percent rounded down (100 means all); 0 when nothing was received."""
        return int(100 * self.affecte / self.recu) if self.recu else 0


@dataclass(frozen=True)
class BilanGeneral:
    """The figures of several funds together; money in euros. A collectivité that gave to two funds counts once."""

    fonds: int
    actifs: int
    recu: Decimal
    contributeurs: int


def bilan_general(fonds):
    """Return the `BilanGeneral` of a queryset of funds in one query.

    Args:
        fonds: the funds the reader may see, for instance `FondsSolidarite.objects.en_ligne_pour(lecteur)`.
    """
    # One join only (contributions, each with at most one counter-entry): no row is counted twice.
    en_vigueur = Q(contributions__corrige=None, contributions__contre_ecriture=None)
    chiffres = fonds.order_by().aggregate(
        fonds=Count("pk", distinct=True),
        actifs=Count("pk", distinct=True, filter=~Q(etat="clos")),
        recu=Coalesce(Sum("contributions__montant", filter=Q(contributions__etat="versee")), ZERO),
        contributeurs=Count("contributions__collectivite", distinct=True, filter=en_vigueur)
        + Coalesce(
            Sum(
                "contributions__nombre",
                filter=en_vigueur & Q(contributions__pk__isnull=False, contributions__collectivite=None),
            ),
            0,
        ),
    )
    return BilanGeneral(**chiffres)
