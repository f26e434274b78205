"""Who is the reader of this request? Computed once, from the account's collectivités and their groups."""

from annuaire.models import Collectivite
from groupes_pays.models import Groupe
from socle.acces import EQUIPE, VISITEUR, Acces, Lecteur


def lecteur_pour(utilisateur):
    """Return the `Lecteur` of a user: a constant for visitors and for staff, three queries for a member."""
    if not utilisateur.is_authenticated:
        return VISITEUR
    if utilisateur.is_staff:
        return EQUIPE
    collectivites = frozenset(utilisateur.rattachements.values_list("collectivite", flat=True))
    if not collectivites:
        return VISITEUR
    niveaux = {Acces.PUBLIC.value, Acces.COLLECTIVITES.value}
    if Collectivite.objects.filter(pk__in=collectivites).adherentes().exists():
        niveaux.add(Acces.ADHERENTS.value)
    return Lecteur(
        niveaux=frozenset(niveaux),
        collectivites=collectivites,
        cercles=frozenset(Groupe.objects.filter(membres__in=collectivites).values_list("pk", flat=True)),
    )
