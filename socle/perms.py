"""May this user write this? Each docstring is the rule."""

from django.contrib.auth import get_permission_codename

_PERIMETRES = []


def inscrire_perimetre(permet, refus, restreindre, preparer):
    """Enter what narrows the rights of an account to a part of the rows (`groupes_pays.perimetres`).

    Args:
        permet: function of (account, action, row or model) that says whether the action stays open.
        refus: function of (account, model, values of its form) that gives why they cannot be saved, or nothing.
        restreindre: function of (account, action, rows) that keeps, of a queryset, the rows of which the action stays open.
        preparer: function of accounts that reads what bounds them all at once.
    """
    _PERIMETRES.append((permet, refus, restreindre, preparer))


def dans_le_perimetre(utilisateur, action, objet):
    """Say whether an account may do so to a row, or to rows of a model: an officer for Japan writes of Japan."""
    return all(permet(utilisateur, action, objet) for permet, *_ in _PERIMETRES)


def hors_du_perimetre(utilisateur, modele, valeurs):
    """Return why the values of a form would leave what an account may write of; nothing when they stay in it."""
    return " ".join(filter(None, (refus(utilisateur, modele, valeurs) for _, refus, *_ in _PERIMETRES)))


def du_perimetre(utilisateur, action, lignes):
    """Return the rows of a queryset to which an account may do so: the same rule as `dans_le_perimetre`."""
    for *_, restreindre, _ in _PERIMETRES:
        lignes = restreindre(utilisateur, action, lignes)
    return lignes


def preparer_perimetres(comptes):
    """Read at once what bounds each of these accounts: what is asked of them then costs no query each."""
    for *_, preparer in _PERIMETRES:
        preparer(comptes)


def a_le_droit(utilisateur, action, modele):
    """Django's own right: `action` (view, add, change, delete, publier) on a model, or on an object within one's perimeter."""
    options = modele._meta
    permis = utilisateur.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")
    return permis and dans_le_perimetre(utilisateur, action, modele)
