"""What staff put forward on the home page, and what follows it there."""

from itertools import islice

from actualites.models import Actualite
from pages.models import MiseEnAvant
from redaction.choix_contenu import reperer
from redaction.models import Contenu
from socle.acces import Lecteur


def en_une(lecteur: Lecteur, nombre: int) -> list[Contenu]:
    """Return the contents at the top of the home page: those put forward that `lecteur` may hear of, then the latest news.

    Two queries, and one for each other kind of content put forward.

    Args:
        lecteur: who reads.
        nombre: how many contents at most.
    """
    cles = [reperee for cle in MiseEnAvant.objects.en_cours().values_list("cle", flat=True) if (reperee := reperer(cle))]
    lignes = {}
    for sorte in {sorte.cle: sorte for sorte, _ in cles}.values():
        numeros = [numero for une, numero in cles if une is sorte]
        visibles = sorte.modele.objects.en_ligne_pour(lecteur).pour_carte().filter(pk__in=numeros)
        lignes |= {(sorte.cle, ligne.pk): ligne for ligne in visibles}
    choisies = [lignes[sorte.cle, numero] for sorte, numero in cles if (sorte.cle, numero) in lignes][:nombre]
    deja = {une.pk for une in choisies if isinstance(une, Actualite)}
    dernieres = Actualite.objects.en_ligne_pour(lecteur).pour_carte()[:nombre]
    return [*choisies, *islice((une for une in dernieres if une.pk not in deja), nombre - len(choisies))]
