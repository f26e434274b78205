"""SQL functions of the ground migration, usable in constraints, generated columns and orderings."""

from django.db.models import BooleanField, Func, TextField, Value
from django.db.models.functions import Lower


class SansAccent(Func):
    """`f_unaccent(text)`: immutable, so fit for an index; « Évry » sorts beside « Evry »."""

    function = "f_unaccent"
    output_field = TextField()


class SirenValide(Func):
    """`siren_valide(text)`: nine digits and a right Luhn key; NULL stays NULL."""

    function = "siren_valide"
    output_field = BooleanField()


def tri(champ):
    """Return the ordering of names as a reader expects it: « États-Unis » before « Haïti », « œuvre » with « oeuvre »."""
    return SansAccent(Lower(champ))


def normaliser(texte):
    """Return the SQL expression of `texte` as it is searched and sorted: lower case, no accent, straight apostrophes."""
    return tri(Value(texte, output_field=TextField()))
