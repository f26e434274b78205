"""Taking an image out of the media library: its row at once, its files when that is committed."""

from functools import partial

from django.db import transaction

from mediatheque.images import supprimer_fichiers
from mediatheque.models import Image
from mediatheque.usages import est_utilisee
from socle.journal import journaliser


@transaction.atomic
def supprimer_image(*, image, par):
    """Delete an image that nothing shows, with its variants and a line in the journal.

    Args:
        image: an `Image` of the library.
        par: the user who makes it go, or None for a command.

    Returns:
        Whether it was deleted: what a row points at, or a rich text shows, stays.
    """
    image = Image.objects.select_for_update().filter(pk=image.pk).first()
    if image is None or est_utilisee(image):
        return False
    journaliser(par=par, action="supprimer", objet=image)
    nom = image.fichier.name
    image.delete()
    # A file that cannot be removed is told in the log: the row is gone all the same.
    transaction.on_commit(partial(supprimer_fichiers, nom), robust=True)
    return True
