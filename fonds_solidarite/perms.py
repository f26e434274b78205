"""Who writes in the ledger of the funds? Each docstring is the rule."""

from fonds_solidarite.models import Affectation, Contribution
from socle.perms import a_le_droit


def peut_enregistrer(utilisateur):
    """Édition and administration record contributions, move them on and correct them; rédaction only reads them."""
    return a_le_droit(utilisateur, "add", Contribution)


def peut_affecter(utilisateur):
    """Édition and administration allocate what the donors' committee voted, note its progress and correct it."""
    return a_le_droit(utilisateur, "add", Affectation)


def peut_contre_passer(utilisateur, ecriture):
    """Whoever may write a line may correct one of the same kind."""
    return a_le_droit(utilisateur, "add", type(ecriture))
