"""May this user write this? Each docstring is the rule."""

from django.contrib.auth import get_permission_codename

_PERIMETRES = []


def inscrire_perimetre(permet, refus):
    """Enter what narrows the rights of an account to a part of the rows (`groupes_pays.perimetres`).

    Args:
        permet: function of (account, action, row or model) that says whether the action stays open.
        refus: function of (account, model, values of its form) that gives why they cannot be saved, or nothing.
    """
    _PERIMETRES.append((permet, refus))


def dans_le_perimetre(utilisateur, action, objet):
    """Say whether an account may do so to a row, or to rows of a model: an officer for Japan writes of Japan."""
    return all(permet(utilisateur, action, objet) for permet, _ in _PERIMETRES)


def hors_du_perimetre(utilisateur, modele, valeurs):
    """Return why the values of a form would leave what an account may write of; nothing when they stay in it."""
    return " ".join(filter(None, (refus(utilisateur, modele, valeurs) for _, refus in _PERIMETRES)))


def a_le_droit(utilisateur, action, modele):
    """Django's own right: `action` (view, add, change, delete, publier) on a model, or on an object within one's perimeter."""
    options = modele._meta
    permis = utilisateur.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")
    return permis and dans_le_perimetre(utilisateur, action, modele)
