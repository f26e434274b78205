"""Figures of the funds, always computed from the ledger and never typed.

`FondsSolidarite.objects.avec_totaux()` computes the totals of a list of funds in its own query; each row then answers
`fonds.bilan`. `bilan_general` gives the figures of several funds together.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, F, Q, Sum, When
from django.db.models.functions import Coalesce

from socle.nombres import pour_cent

ZERO = Decimal("0.00")

CACHES_MIN = 3
"""Contributors who must keep their amount from publication for their sum to enter a published total.

The sum of one is its amount; that of two tells each of them the other's.
"""


@dataclass(frozen=True)
class Bilan:
    """The figures of one fund, in euros, counter-entries counted.

    `contributeurs` counts the collectivités with money in the fund, whatever its state (promised, voted or paid), and the
    contributors taken over from before the portal; `donateurs`, those of them who have paid.

    `verse_cache` and `annonce_cache` are the part of those totals whose amounts are not published, `nb_verse_cache` and
    `nb_annonce_cache` the contributors it comes from. Pages show `recu_publie` and `annonce_publie`, and of what is computed
    from the receipts nothing else while `retient_le_verse`: the back office alone shows the rest.
    """

    promis: Decimal
    delibere: Decimal
    verse: Decimal
    affecte: Decimal
    contributeurs: int
    donateurs: int
    verse_cache: Decimal = ZERO
    nb_verse_cache: int = 0
    annonce_cache: Decimal = ZERO
    nb_annonce_cache: int = 0

    @property
    def retient_le_verse(self):
        """Whether the published receipts leave out amounts that they would give away."""
        return 0 < self.nb_verse_cache < CACHES_MIN

    @property
    def retient_l_annonce(self):
        """Whether what is published as announced leaves out amounts that it would give away."""
        return 0 < self.nb_annonce_cache < CACHES_MIN

    @property
    def recu_publie(self):
        """What pages say the fund has received."""
        return self.verse - self.verse_cache if self.retient_le_verse else self.verse

    @property
    def annonce_publie(self):
        """What pages say is announced and not yet paid."""
        return self.annonce - self.annonce_cache if self.retient_l_annonce else self.annonce

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
    """The figures of several funds together, as they are published; money in euros.

    `recu` adds up what each page shows, so that the difference with the others gives no fund away; `incomplet` says that it
    leaves amounts out.
    `contributions` adds up the contributors who paid, fund by fund: who gave to two funds contributed twice. How many
    collectivités they are is not known, for most of those from before the portal have no name.
    """

    fonds: int
    actifs: int
    recu: Decimal
    contributions: int
    incomplet: bool = False


def bilan_general(fonds):
    """Return the `BilanGeneral` of a queryset of funds in one query.

    Args:
        fonds: the funds the reader may see, for instance `FondsSolidarite.objects.en_ligne_pour(lecteur)`.
    """
    retenu = Q(nb_verse_cache__gt=0, nb_verse_cache__lt=CACHES_MIN)
    publie = Case(When(retenu, then=F("total_verse") - F("total_verse_cache")), default=F("total_verse"))
    chiffres = (
        fonds.order_by()
        .avec_totaux()
        .aggregate(
            fonds=Count("pk"),
            actifs=Count("pk", filter=~Q(etat="clos")),
            recu=Coalesce(Sum(publie), ZERO),
            contributions=Coalesce(Sum("nb_donateurs"), 0),
            incomplet=Count("pk", filter=retenu),
        )
    )
    return BilanGeneral(**{**chiffres, "incomplet": chiffres["incomplet"] > 0})
