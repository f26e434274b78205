"""May this user write this? Each docstring is the rule."""

from django.contrib.auth import get_permission_codename

from socle.publication import Statut
from socle.usages import sert_en_ligne


def a_le_droit(utilisateur, action, modele):
    """Django's own right: `action` (view, add, change, delete, publier) on a model, or on the model of an object."""
    options = modele._meta
    return utilisateur.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")


def peut_publier(utilisateur, contenu):
    """Édition and administration publish, give back, archive."""
    return a_le_droit(utilisateur, "publier", contenu)


def peut_modifier(utilisateur, contenu):
    """Rédaction changes what is not online yet; whoever publishes changes everything."""
    if not a_le_droit(utilisateur, "change", contenu):
        return False
    return peut_publier(utilisateur, contenu) or contenu.statut in {Statut.BROUILLON, Statut.A_RELIRE}


def peut_modifier_envoi(utilisateur, envoi, envoyeur):
    """Rédaction changes the images and documents it sent until something online uses them; who may delete them changes all."""
    if not a_le_droit(utilisateur, "change", envoi):
        return False
    if a_le_droit(utilisateur, "delete", envoi):
        return True
    return envoyeur == utilisateur.pk and not sert_en_ligne(envoi)
