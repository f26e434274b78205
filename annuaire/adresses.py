"""The addresses of the pages that nobody names: a project or an authority abroad opened from a profile."""

from itertools import count

from territoires.noms import adresse

LONGUEUR = 100


def adresse_libre(modele, texte):
    """Return a slug made from `texte` that no row of `modele` has: « fes-ma », then « fes-ma-2 »."""
    base = adresse(texte)[:LONGUEUR].strip("-") or modele._meta.model_name
    prises = set(modele.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for rang in count(1) if (slug := base if rang == 1 else f"{base}-{rang}") not in prises)
