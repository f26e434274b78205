"""What the card of a fund asks before it shows a figure."""

from django import template

register = template.Library()


@register.filter
def lisible_par(fonds, lecteur):
    """Say whether `lecteur` may read `fonds` in full, figures included; no query for a fund loaded by `en_ligne_pour`.

    A card in a list announces every fund: of one kept for others, only its name and its cause.
    """
    return lecteur.peut_lire(fonds)
