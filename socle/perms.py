"""May this user write this? Each docstring is the rule."""

from django.contrib.auth import get_permission_codename

from socle.publication import Statut


def _a_le_droit(utilisateur, action, contenu):
    options = contenu._meta
    return utilisateur.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")


def peut_publier(utilisateur, contenu):
    """Édition and administration publish, give back, archive."""
    return _a_le_droit(utilisateur, "publier", contenu)


def peut_modifier(utilisateur, contenu):
    """Rédaction changes what is not online yet; whoever publishes changes everything."""
    if not _a_le_droit(utilisateur, "change", contenu):
        return False
    return peut_publier(utilisateur, contenu) or contenu.statut in {Statut.BROUILLON, Statut.A_RELIRE}


def peut_modifier_envoi(utilisateur, envoi, envoyeur):
    """Rédaction changes the images and documents it sent: others may be online, or kept for some. Who may delete them, all."""
    if not _a_le_droit(utilisateur, "change", envoi):
        return False
    return envoyeur == utilisateur.pk or _a_le_droit(utilisateur, "delete", envoi)
