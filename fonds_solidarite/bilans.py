"""Figures of the funds, always computed from the ledger and never typed.

`FondsSolidarite.objects.avec_totaux()` computes the totals of a list of funds in its own query; each row then answers
`fonds.bilan`. `bilan_general` gives the figures of several funds together.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from socle.nombres import pour_cent

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Bilan:
    """The figures of one fund, in euros, counter-entries counted.

    `contributeurs` counts the collectivités with money in the fund, whatever its state (promised, voted or paid), and the
    contributors taken over from before the portal; `donateurs`, those of them who have paid.
    """

    promis: Decimal
    delibere: Decimal
    verse: Decimal
    affecte: Decimal
    contributeurs: int
    donateurs: int

    @property
    def recu(self):
        """What the fund has received: what was paid, not what was promised."""
        return self.verse

    @property
    def annonceurs(self):
        """How many contributors have announced and paid nothing yet."""
        return self.contributeurs - self.donateurs

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
        """Share of the receipts allocated, in whole percent (100 means all); 0 when nothing was received."""
        return pour_cent(self.affecte, self.recu)


@dataclass(frozen=True)
class BilanGeneral:
    """The figures of several funds together; money in euros.

    `contributions` adds up the contributors who paid, fund by fund: who gave to two funds contributed twice. How many
    collectivités they are is not known, for most of those from before the portal have no name.
    """

    fonds: int
    actifs: int
    recu: Decimal
    contributions: int


def bilan_general(fonds):
    """Return the `BilanGeneral` of a queryset of funds in one query.

    Args:
        fonds: the funds the reader may see, for instance `FondsSolidarite.objects.en_ligne_pour(lecteur)`.
    """
    chiffres = (
        fonds.order_by()
        .avec_totaux()
        .aggregate(
            fonds=Count("pk"),
            actifs=Count("pk", filter=~Q(etat="clos")),
            recu=Coalesce(Sum("total_verse"), ZERO),
            contributions=Coalesce(Sum("nb_donateurs"), 0),
        )
    )
    return BilanGeneral(**chiffres)
