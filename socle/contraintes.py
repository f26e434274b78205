"""Constraints on what the fields of forms refuse already: the database says it to whatever else writes."""

from decimal import Decimal

from django.db.models import CheckConstraint, Q


class Garde(CheckConstraint):
    """A check of the database alone: a form, whose fields say the same, does not ask it once more."""

    def validate(self, *args, **kwargs):
        """Say nothing."""

    def deconstruct(self):
        """In migrations, a check like another."""
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def choix_connus(**champs):
    """Return the decorator of a `Meta` that keeps fields to their choices: `@choix_connus(etat=Etat)`.

    A decorator, because the body of `Meta` does not see the choices that its model declares.
    """

    def decorer(meta):
        gardes = [_garde(champ, "connu", f"{champ}__in", choix.values) for champ, choix in champs.items()]
        meta.constraints = [*getattr(meta, "constraints", ()), *gardes]
        return meta

    return decorer


def nombre_borne(champ, *, chiffres, decimales=2):
    """Return the constraint that a decimal of so many digits is a number: « NaN » is more than any other."""
    plafond = Decimal(10) ** (chiffres - decimales) - Decimal(10) ** -decimales
    return _garde(champ, "borne", f"{champ}__lte", plafond)


def _garde(champ, fin, condition, valeur):
    return Garde(condition=Q(**{condition: valeur}), name=f"%(app_label)s_%(class)s_{champ}_{fin}")
