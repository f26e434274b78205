"""May this user write this? Each docstring is the rule."""

from django.contrib.auth import get_permission_codename
from django.contrib.auth.backends import ModelBackend

from redaction.publication import Statut
from socle.perms import a_le_droit, dans_le_perimetre, preparer_perimetres


def peut_publier(utilisateur, contenu):
    """Édition and administration publish, give back, archive."""
    return a_le_droit(utilisateur, "publier", contenu)


def peut_modifier(utilisateur, contenu):
    """Rédaction changes what is not online yet; whoever publishes changes everything."""
    if not a_le_droit(utilisateur, "change", contenu):
        return False
    return peut_publier(utilisateur, contenu) or contenu.statut in {Statut.BROUILLON, Statut.A_RELIRE}


def peut_retoucher(utilisateur, contenu):
    """Who writes prepares a new version of what is published: no reader sees it before someone who publishes agrees."""
    return a_le_droit(utilisateur, "change", contenu) and (contenu.statut == Statut.PUBLIE or peut_publier(utilisateur, contenu))


def peut_jeter(utilisateur, contenu):
    """Who deletes puts in the bin, and takes out of it what anyone put there."""
    return a_le_droit(utilisateur, "delete", contenu)


def peut_reprendre(utilisateur, contenu):
    """Rédaction takes back from review what it may change; whoever publishes gives it back instead, and says why."""
    return peut_modifier(utilisateur, contenu) and not peut_publier(utilisateur, contenu)


def peut_resoudre(utilisateur, remarque):
    """Who may change the content resolves the remarks about it, and who made one resolves theirs."""
    return remarque.par_id == utilisateur.pk or a_le_droit(utilisateur, "change", remarque.objet)


def qui_a_le_droit_de_publier(modele):
    """Return the accounts that may publish some row of a model, read from the rights of the team, with their perimeters."""
    options = modele._meta
    droit = f"{options.app_label}.{get_permission_codename('publier', options)}"
    publient = list(ModelBackend().with_perm(droit).filter(is_staff=True))
    preparer_perimetres(publient)
    return [compte for compte in publient if dans_le_perimetre(compte, "publier", modele)]


def qui_peut_publier(contenu):
    """Return the accounts that may publish `contenu`: the same rule as `peut_publier`."""
    return [compte for compte in qui_a_le_droit_de_publier(type(contenu)) if dans_le_perimetre(compte, "publier", contenu)]
