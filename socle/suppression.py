"""What points at a row before it goes; taking an image out of the media library: its row at once, its files once committed."""

from functools import partial
from pathlib import PurePosixPath

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import CASCADE, PROTECT, RESTRICT, Q

from socle.actions import journaliser
from socle.models import Image
from socle.texte_riche import ChampRiche


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
    transaction.on_commit(partial(_supprimer_fichiers, nom), robust=True)
    return True


def est_utilisee(image):
    """Return whether a row of any app points at the image, or a rich text shows one of its files."""
    if any(lien.related_model._base_manager.filter(**{lien.field.name: image}).exists() for lien in liens_vers(Image)):
        return True
    return any(lignes.exists() for lignes in _textes_montrant(image))


def liens_vers(modele):
    """Return the relations of every app that point at `modele`, hidden ones included; rows that only tie two others left out."""
    return [
        lien
        for lien in modele._meta.get_fields(include_hidden=True)
        if lien.is_relation and lien.auto_created and not lien.concrete
        if not lien.parent_link and not lien.related_model._meta.auto_created
    ]


def usages(objet):
    """Return, model by model, the rows that would stay without `objet` but lose their link to it, or its picture."""
    voulus = {}
    for lien in liens_vers(type(objet)):
        if lien.many_to_many or lien.on_delete not in {CASCADE, PROTECT, RESTRICT}:
            voulus[lien.related_model] = voulus.get(lien.related_model, Q()) | Q(**{lien.field.name: objet})
    # By key: a row that points twice is one row.
    lignes = [
        modele._base_manager.filter(pk__in=modele._base_manager.filter(voulu).order_by().values("pk"))
        for modele, voulu in voulus.items()
    ]
    return [*lignes, *_textes_montrant(objet)] if isinstance(objet, Image) else lignes


def _textes_montrant(image):
    """Return, field by field, the rows whose rich text shows the image or one of its variants."""
    racine = _racine(image.fichier.name)
    return [
        modele._base_manager.filter(**{f"{champ.name}__contains": racine})
        for modele in apps.get_models()
        for champ in modele._meta.local_fields
        if isinstance(champ, ChampRiche)
    ]


def _racine(nom):
    """Return what the names of an image and of its variants begin with."""
    return PurePosixPath(nom).stem


def _supprimer_fichiers(nom):
    """Remove a stored image and all its variants, those of former focal points too."""
    dossier = str(PurePosixPath(nom).parent)
    for fichier in default_storage.listdir(dossier)[1]:
        if fichier.startswith(f"{_racine(nom)}."):
            default_storage.delete(f"{dossier}/{fichier}")
