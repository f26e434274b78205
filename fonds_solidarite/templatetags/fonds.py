"""What the page and the card of a fund ask before they show a figure."""

from django import template

from fonds_solidarite.models import Contribution

register = template.Library()


@register.filter
def lisible_par(fonds, lecteur):
    """Say whether `lecteur` may read `fonds` in full, figures included; no query for a fund loaded by `en_ligne_pour`.

    A card in a list announces every fund: of one kept for others, only its name and its cause.
    """
    return lecteur.peut_lire(fonds)


@register.filter
def dit_son_emploi(fonds, bilan):
    """Say whether the figures tell what is allocated and what remains: some is, or the committee has still to decide.

    A fund taken over from before the portal, without its allocations, would else claim that all its money remains.
    """
    return bilan.affecte > 0 or fonds.reste_a_decider


@register.filter
def a_une_jauge(fonds, bilan):
    """Say whether a gauge of what is allocated is drawn: as `dit_son_emploi`, once there is money to measure.

    It is drawn of all the receipts, or not at all: it would give away the amounts that the published total leaves out.
    """
    return not bilan.retient_le_verse and (bilan.affecte > 0 or (bilan.recu > 0 and fonds.reste_a_decider))


@register.filter
def annonce_seulement(collectivite):
    """Say whether a contributor, with the states of its contributions in `etats`, has announced and paid nothing yet."""
    return Contribution.Etat.VERSEE not in collectivite.etats
