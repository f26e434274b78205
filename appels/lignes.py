"""Which appeals and offers, and in what order: the rows of the app."""

from django.db.models import Case, DateTimeField, F, Func, Q, When
from django.utils import timezone

from redaction.models import ContenuQuerySet
from redaction.sujets import AvecSujetsQuerySet


class HeureDeCloture(Func):
    """The instant, in Paris, of a day and an hour; without an hour, the end of the day."""

    template = "((%(expressions)s, TIME '24:00')) AT TIME ZONE 'Europe/Paris')"
    arg_joiner = " + COALESCE("
    output_field = DateTimeField()


def ouvert(maintenant):
    """Return the condition that a row still takes answers; `Appel.est_clos` says the contrary of a row."""
    return Q(ferme_le=None) | Q(ferme_le__gt=maintenant)


class AppelQuerySet(AvecSujetsQuerySet, ContenuQuerySet):
    def pour_carte(self):
        """Load what a card shows."""
        return super().pour_carte().select_related(None).prefetch_related("pays")

    def ouverts(self):
        """Keep what still takes answers, soonest closed first; what has no closing day comes last."""
        return self.filter(ouvert(timezone.now())).order_by(F("ferme_le").asc(nulls_last=True), "-publie_le", "-pk")

    def clos(self):
        """Keep what takes no more answers, last closed first."""
        return self.filter(ferme_le__lte=timezone.now()).order_by("-ferme_le", "-pk")

    def ouverts_puis_clos(self):
        """Sort: what is open as `ouverts` does, then what is closed as `clos` does."""
        en_cours = ouvert(timezone.now())
        return self.order_by(
            Case(When(en_cours, then=0), default=1),
            Case(When(en_cours, then="ferme_le")).asc(nulls_last=True),
            F("ferme_le").desc(nulls_last=True),
            "-publie_le",
            "-pk",
        )
