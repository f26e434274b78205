"""Who is the reader of this request? Computed once, from the account's collectivités and their groups."""

from annuaire.models import Collectivite
from socle.acces import EQUIPE, VISITEUR, Acces, Lecteur


def lecteur_pour(utilisateur):
    """Return the `Lecteur` of a user: a constant for visitors and for staff, one query for the others."""
    if not utilisateur.is_authenticated:
        return VISITEUR
    if utilisateur.is_staff:
        return EQUIPE
    siennes = Collectivite.objects.filter(rattachements__utilisateur=utilisateur).avec_adhesion()
    # One row for each collectivité and each of its groups, None where it has none.
    liens = list(siennes.order_by().values_list("pk", "adherente", "groupes"))
    if not liens:
        return VISITEUR
    niveaux = {Acces.PUBLIC.value, Acces.COLLECTIVITES.value}
    if any(adherente for _, adherente, _ in liens):
        niveaux.add(Acces.ADHERENTS.value)
    return Lecteur(
        niveaux=frozenset(niveaux),
        collectivites=frozenset(collectivite for collectivite, _, _ in liens),
        cercles=frozenset(cercle for _, _, cercle in liens if cercle is not None),
    )
