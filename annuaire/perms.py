"""May this user do this in the directory? Each docstring is the rule."""

from django.http import Http404

from annuaire.models import Collectivite, Rattachement


def rattachement_de(utilisateur, collectivite):
    """Return the tie between a user and a collectivité, or None."""
    return Rattachement.objects.filter(utilisateur=utilisateur, collectivite=collectivite).first()


def peut_proposer(utilisateur, collectivite):
    """A référent of the collectivité proposes changes to its profile; an agent, a stranger and staff do not."""
    rattachement = rattachement_de(utilisateur, collectivite)
    return utilisateur.is_active and rattachement is not None and rattachement.role == Rattachement.Role.REFERENT


def peut_retirer(utilisateur, demande):
    """A référent of the collectivité withdraws its pending request, even when another one wrote it."""
    return demande.est_en_attente and peut_proposer(utilisateur, demande.collectivite)


def peut_decider(utilisateur):
    """Staff who may change the requests decide on them."""
    return utilisateur.is_active and utilisateur.is_staff and utilisateur.has_perm("annuaire.change_demandemodification")


def peut_previsualiser(utilisateur, collectivite):
    """A hidden profile is seen by staff who may view collectivités, and by the people of that collectivité."""
    if utilisateur.is_staff and utilisateur.has_perm("annuaire.view_collectivite"):
        return True
    return utilisateur.is_authenticated and rattachement_de(utilisateur, collectivite) is not None


def collectivite_de(utilisateur, slug):
    """Return the user's own collectivité at `slug`; to anyone else it does not exist here (Http404)."""
    collectivite = Collectivite.objects.filter(slug=slug, rattachements__utilisateur=utilisateur).first()
    if collectivite is None:
        raise Http404("Cette collectivité n’est pas rattachée à ce compte.")
    return collectivite
