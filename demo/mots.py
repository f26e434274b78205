"""Step of the loading that concerns the search: what means the same, and the words that the site knows."""

from demo.lecture import lire
from recherche import lexique
from recherche.models import Synonyme


def charger_synonymes(ecrivain):
    """Create the synonyms whose best known expression is in none of those that staff keep."""
    connus = {suite for synonyme in Synonyme.objects.order_by() for suite in synonyme.suites}
    for ligne in lire("synonymes")["synonymes"]:
        if Synonyme(**ligne).suites[0] not in connus:
            ecrivain.enregistrer(Synonyme, ligne)


def charger_mots():
    """Let the site know at once the words of what was just loaded: the queue does so every night."""
    lexique.refaire()
