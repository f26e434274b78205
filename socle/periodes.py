"""Periods with open ends, as PostgreSQL date ranges: an unknown start or an unfinished end is NULL."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone


class PeriodeDates(Func):
    """`daterange(debut, fin, '[]')`: both days are inside; NULL is without bound."""

    function = "DATERANGE"
    output_field = DateRangeField()


class DateeQuerySet(models.QuerySet):
    """Rows with `debut` and `fin`."""

    def au(self, jour):
        """Keep the rows in force on `jour`: a date, or an expression of one."""
        return self.filter(Q(debut=None) | Q(debut__lte=jour), Q(fin=None) | Q(fin__gte=jour))

    def en_cours(self):
        """Keep the rows in force today, in Paris."""
        return self.au(timezone.localdate())


class Datee(models.Model):
    """Abstract: something true from a date to another, both included, either possibly unknown."""

    debut = models.DateField("début", null=True, blank=True, help_text="Vide si la date n’est pas connue.")
    fin = models.DateField(null=True, blank=True, help_text="Vide tant que ce n’est pas terminé.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(debut=None) | Q(fin=None) | Q(fin__gte=F("debut")),
                name="%(app_label)s_%(class)s_dates_ordonnees",
                violation_error_code="fin",
                violation_error_message="La fin ne peut pas précéder le début.",
            )
        ]

    def vaut_le(self, jour):
        """Return whether the row is in force on `jour`, a date; the same rule as `au()`."""
        return (self.debut is None or self.debut <= jour) and (self.fin is None or self.fin >= jour)


class SansChevauchement(ExclusionConstraint):
    """Says nothing of a period that ends before it begins: `dates_ordonnees` does, and the database cannot read such a range."""

    def validate(self, model, instance, *args, **kwargs):
        if instance.debut is None or instance.fin is None or instance.debut <= instance.fin:
            super().validate(model, instance, *args, **kwargs)


def sans_chevauchement(champ, *, name, message):
    """Return the constraint « one row at a time for each `champ` », refused by the database with `message`."""
    return SansChevauchement(
        name=name,
        expressions=[
            (F(champ), RangeOperators.EQUAL),
            (PeriodeDates("debut", "fin", RangeBoundary(inclusive_lower=True, inclusive_upper=True)), RangeOperators.OVERLAPS),
        ],
        violation_error_message=message,
    )
