"""May this user do this in the directory? Each docstring is the rule."""

from django.http import Http404

from annuaire.models import DemandeModification, Rattachement
from socle.perms import a_le_droit


def rattachement_de(utilisateur, collectivite):
    """Return the tie between a user and a collectivité, or None."""
    return Rattachement.objects.filter(utilisateur=utilisateur, collectivite=collectivite).first()


def peut_proposer(utilisateur, collectivite):
    """A référent of the collectivité proposes changes to its profile; an agent, a stranger and staff do not."""
    rattachement = rattachement_de(utilisateur, collectivite)
    return utilisateur.is_active and rattachement is not None and rattachement.est_referent


def peut_retirer(utilisateur, demande):
    """A référent of the collectivité withdraws its pending request, even when another one wrote it."""
    return demande.est_en_attente and peut_proposer(utilisateur, demande.collectivite)


def peut_decider(utilisateur):
    """Staff who may change the requests decide on them."""
    return utilisateur.is_active and utilisateur.is_staff and a_le_droit(utilisateur, "change", DemandeModification)


def peut_previsualiser(utilisateur, collectivite):
    """A hidden profile is seen by staff who may view collectivités, and by the people of that collectivité."""
    if utilisateur.is_staff and utilisateur.has_perm("annuaire.view_collectivite"):
        return True
    return utilisateur.is_authenticated and rattachement_de(utilisateur, collectivite) is not None


def rattachement_ou_404(utilisateur, slug):
    """Return the user's tie to the collectivité at `slug`; to a stranger it does not exist here (Http404)."""
    rattachements = Rattachement.objects.select_related("collectivite")
    rattachement = rattachements.filter(utilisateur=utilisateur, collectivite__slug=slug).first()
    if rattachement is None:
        raise Http404("Cette collectivité n’est pas rattachée à ce compte.")
    return rattachement
