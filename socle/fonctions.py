"""SQL functions of the ground migration, usable in constraints, generated columns and orderings."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
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


class BoutABout(Func):
    """Texts one after the other, parted by a space; none of them may be NULL."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class EnClair(Func):
    """`en_clair(text)`: its words, without accents, tags nor the signs that PostgreSQL would read otherwise than people."""

    function = "en_clair"
    output_field = TextField()


class VecteurRecherche(Func):
    """`vecteur_recherche(titre, abords, corps)`: three texts, HTML or not, as the French search reads them, by weight."""

    function = "vecteur_recherche"
    output_field = SearchVectorField()


def tri(champ):
    """Return the ordering of names as a reader expects it: « États-Unis » before « Haïti », « œuvre » with « oeuvre »."""
    return SansAccent(Lower(champ))


def index_des_mots(modele, champ):
    """Return the index by which a name of a large table is found by any piece of three letters, as `tri` writes it."""
    return GinIndex(OpClass(tri(champ), "gin_trgm_ops"), name=f"{modele}_{champ}_mots")


def normaliser(texte):
    """Return the SQL expression of `texte` as it is searched and sorted: lower case, no accent, straight apostrophes."""
    return tri(Value(texte, output_field=TextField()))
