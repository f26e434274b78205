"""Who is the reader of this request? Computed once, from the account's collectivités and their groups."""

from django.db.models import Exists, OuterRef

from annuaire.models import Adhesion
from socle.acces import EQUIPE, VISITEUR, Acces, Lecteur


def lecteur_pour(utilisateur):
    """Return the `Lecteur` of a user: a constant for visitors and for staff, one query for a member."""
    if not utilisateur.is_authenticated:
        return VISITEUR
    if utilisateur.is_staff:
        return EQUIPE
    adhesion = Adhesion.objects.en_cours().filter(collectivite=OuterRef("collectivite"))
    liens = list(utilisateur.rattachements.order_by().values_list("collectivite", "collectivite__groupes", Exists(adhesion)))
    if not liens:
        return VISITEUR
    niveaux = {Acces.PUBLIC.value, Acces.COLLECTIVITES.value}
    if any(adherente for _, _, adherente in liens):
        niveaux.add(Acces.ADHERENTS.value)
    return Lecteur(
        niveaux=frozenset(niveaux),
        collectivites=frozenset(collectivite for collectivite, _, _ in liens),
        cercles=frozenset(cercle for _, cercle, _ in liens if cercle is not None),
    )
