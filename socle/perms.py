"""May this user write this? Each docstring is the rule."""

from django.contrib.auth import get_permission_codename


def a_le_droit(utilisateur, action, modele):
    """Django's own right: `action` (view, add, change, delete, publier) on a model, or on the model of an object."""
    options = modele._meta
    return utilisateur.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")
