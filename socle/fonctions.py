"""SQL functions of the ground migration, usable in constraints, generated columns and orderings."""

from django.db.models import BooleanField, Func, TextField


class SansAccent(Func):
    """`f_unaccent(text)`: immutable, so fit for an index; « Évry » sorts beside « Evry »."""

    function = "f_unaccent"
    output_field = TextField()


class SirenValide(Func):
    """`siren_valide(text)`: nine digits and a right Luhn key; NULL stays NULL."""

    function = "siren_valide"
    output_field = BooleanField()
