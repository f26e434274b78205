"""May this user write this? Each docstring is the rule."""

from redaction.publication import Statut
from socle.perms import a_le_droit


def peut_publier(utilisateur, contenu):
    """Édition and administration publish, give back, archive."""
    return a_le_droit(utilisateur, "publier", contenu)


def peut_modifier(utilisateur, contenu):
    """Rédaction changes what is not online yet; whoever publishes changes everything."""
    if not a_le_droit(utilisateur, "change", contenu):
        return False
    return peut_publier(utilisateur, contenu) or contenu.statut in {Statut.BROUILLON, Statut.A_RELIRE}
