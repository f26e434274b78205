"""What the published figures of a fund leave out, so that nobody computes an amount that is not published."""

from django.utils.text import get_text_list

from fonds_solidarite.bilans import CACHES_MIN
from fonds_solidarite.models import Contribution, FondsSolidarite
from socle.nombres import montant


def avis(fonds, bilan=None):
    """Return what staff are told of a total of `fonds` that its page shows in part, and why; empty when it is whole.

    `bilan` are its figures, where they are known; else they are read.
    """
    bilan = bilan or FondsSolidarite.objects.avec_totaux().get(pk=fonds.pk).bilan
    phrases = []
    if bilan.retient_le_verse:
        phrases.append(
            f"La page du fonds montre {montant(bilan.recu_publie)} versés, sans le montant de {_qui(fonds, versee=True)}, "
            "ni ce qui reste à affecter."
        )
    if bilan.retient_l_annonce:
        phrases.append(
            f"La page du fonds montre {montant(bilan.annonce_publie)} annoncés, sans le montant de {_qui(fonds, versee=False)}."
        )
    if not phrases:
        return ""
    if bilan.retient_le_verse and bilan.affecte > bilan.recu_publie:
        phrases.append(
            "Ce qui est affecté dépasse ce total publié\u00a0: la différence se voit, prévenez la collectivité avant de publier "
            "d’autres affectations."
        )
    phrases.append(
        f"Moins de {CACHES_MIN} contributeurs y cachent leur montant\u00a0: le total complet permettrait de calculer le leur."
    )
    return " ".join(phrases)


def _qui(fonds, *, versee):
    """Return the names of the contributors of a part of the total who keep their amount from publication."""
    lignes = fonds.contributions.caches().select_related("collectivite")
    etat = Contribution.Etat.VERSEE
    lignes = lignes.filter(etat=etat) if versee else lignes.exclude(etat=etat)
    return get_text_list(sorted({str(ligne.collectivite or "reprise") for ligne in lignes}), "et")
