"""Who may do what with the mail."""

from courriels.models import Courriel
from socle.perms import a_le_droit


def peut_renvoyer(utilisateur):
    """Whoever holds the right « renvoyer » on the mail sends a message again; nobody reads its text."""
    return a_le_droit(utilisateur, "renvoyer", Courriel)
