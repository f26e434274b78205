"""Addresses made from names."""

from django.utils.text import slugify

# Letters that a decomposition of accents does not split, so that slugify would drop them.
LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "’": "-", "'": "-"})


def adresse(nom):
    """Return the slug of `nom`: « L’Abergement-Clémenciat » gives « l-abergement-clemenciat », « Œuilly » « oeuilly »."""
    return slugify(nom.translate(LIGATURES))


def cle_de_lieu(nom):
    """Return a name as places are compared: « Saint-Louis », « saint louis »; empty for one written in another alphabet."""
    return slugify(nom.translate(LIGATURES)).replace("-", " ")
