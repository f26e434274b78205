"""What the published figures of a fund let anyone compute of an amount that is not published."""

from django.db.models import Q

from fonds_solidarite.models import Contribution


def montant_deductible(fonds):
    """Return the only collectivité of `fonds` that paid money without its amount being published, None otherwise; one query.

    The total paid is published: with two of them, or with takings over not published, it tells their sum and no more. The
    second value says whether takings over are part of the total: their sum stands on no page, but was known before the portal.
    """
    versees = fonds.contributions.en_vigueur().filter(etat=Contribution.Etat.VERSEE).select_related("collectivite")
    lignes = list(versees.filter(Q(montant_public=False) | Q(collectivite=None)))
    cachees = {ligne.collectivite for ligne in lignes if not ligne.montant_public}
    seule = cachees.pop() if len(cachees) == 1 else None
    return seule, any(ligne.collectivite is None for ligne in lignes)


def avis(fonds):
    """Return the warning to staff that an amount kept from the page can be computed from it; empty when none can."""
    collectivite, avec_reprises = montant_deductible(fonds)
    if collectivite is None:
        return ""
    pour_qui = ", pour qui connaît la somme reprise d’avant le portail" if avec_reprises else ""
    return (
        f"{collectivite}\u00a0: son montant n’est pas publié, mais il se calcule{pour_qui}, en ôtant du total versé les montants "
        "publiés. Prévenez cette collectivité."
    )
