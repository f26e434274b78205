"""Who is the reader of this request? Computed once, from the account's collectivités and their groups."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from annuaire.models import Adhesion, Rattachement
from socle.acces import EQUIPE, VISITEUR, Acces, Lecteur


def avec_liens(comptes):
    """Bring with each account of a queryset what its reader is made of (`liens`): `lecteur_pour` then costs no query.

    One object for each collectivité and each of its groups: `collectivite`, `cercle` (None without group), `adherente`.
    """
    adhesion = Adhesion.objects.en_cours().filter(collectivite=OuterRef("collectivite"))
    liens = Rattachement.objects.order_by().filter(utilisateur=OuterRef("pk"))
    lien = JSONObject(collectivite="collectivite", cercle="collectivite__groupes", adherente=Exists(adhesion))
    return comptes.annotate(liens=ArraySubquery(liens.values_list(lien)))


def lecteur_pour(utilisateur):
    """Return the `Lecteur` of a user: a constant for visitors and for staff.

    A member costs no query when the account came through `avec_liens`, as that of a request does; one query otherwise.
    """
    if not utilisateur.is_authenticated:
        return VISITEUR
    if utilisateur.is_staff:
        return EQUIPE
    if not hasattr(utilisateur, "liens"):
        utilisateur = avec_liens(type(utilisateur).objects).get(pk=utilisateur.pk)
    if not utilisateur.liens:
        return VISITEUR
    niveaux = {Acces.PUBLIC.value, Acces.COLLECTIVITES.value}
    if any(lien["adherente"] for lien in utilisateur.liens):
        niveaux.add(Acces.ADHERENTS.value)
    return Lecteur(
        niveaux=frozenset(niveaux),
        collectivites=frozenset(lien["collectivite"] for lien in utilisateur.liens),
        cercles=frozenset(lien["cercle"] for lien in utilisateur.liens if lien["cercle"] is not None),
    )
