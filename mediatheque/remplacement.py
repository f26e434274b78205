"""Another file in place of the one a picture had: a new name wherever it is shown, since browsers keep the former for a year."""

from functools import partial

from django.db import transaction

from mediatheque.identites import rattacher
from mediatheque.images import supprimer_fichiers, variantes, variantes_carte
from mediatheque.models import FichierRemplace, Image
from mediatheque.usages import textes_montrant


@transaction.atomic
def suivre_le_fichier(*, image: Image, ancien: str) -> None:
    """Show the new file of `image` in every text that showed the former, and take that one away once it is committed.

    Args:
        image: its row, already written with its new file.
        ancien: the storage name of the former file.
    """
    FichierRemplace.objects.create(nom=ancien, image=image)
    for lignes, champ in textes_montrant(image, ancien):
        for cle, texte in lignes.values_list("pk", champ):
            lignes.model._base_manager.filter(pk=cle).update(**{champ: rattacher(texte)})
    transaction.on_commit(partial(supprimer_fichiers, ancien), robust=True)


def nom_actuel(ancien: str, nom_demande: str) -> str | None:
    """Return the file that takes the place of `nom_demande`, a file or a variant of the former file `ancien`; None if none does.

    A variant is replaced by the one of the same kind and width, or else by the largest.
    """
    remplace = FichierRemplace.objects.filter(nom=ancien).select_related("image").first()
    if remplace is None:
        return None
    image = remplace.image
    suffixe = nom_demande.removeprefix(ancien.removesuffix(".webp")).removesuffix(".webp")
    if suffixe.startswith(".c"):
        possibles = variantes_carte(image.fichier.name, (image.focal_x, image.focal_y))
        largeur = suffixe[2:].split("-")[0]
    else:
        possibles = variantes(image.fichier.name)
        largeur = suffixe[2:]
    egale = next((une.nom for une in possibles if str(une.largeur) == largeur), None)
    return egale or (possibles[-1].nom if possibles else image.fichier.name)
