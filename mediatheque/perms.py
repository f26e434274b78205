"""May this user write this? Each docstring is the rule."""

from mediatheque.usages import sert_en_ligne
from socle.perms import a_le_droit


def peut_modifier_envoi(utilisateur, envoi, envoyeur):
    """Rédaction changes the images and documents it sent until something online uses them; who may delete them changes all."""
    if not a_le_droit(utilisateur, "change", envoi):
        return False
    if a_le_droit(utilisateur, "delete", envoi):
        return True
    return envoyeur == utilisateur.pk and not sert_en_ligne(envoi)
