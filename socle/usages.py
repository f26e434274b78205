"""What points at a row of any app, hidden relations and rich texts included."""

from pathlib import PurePosixPath

from django.apps import apps
from django.db.models import CASCADE, PROTECT, RESTRICT, Q

from socle.models import Image
from socle.publication import Publiable, Statut
from socle.texte_riche import ChampRiche


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
    debut = racine(image.fichier.name)
    return [
        modele._base_manager.filter(**{f"{champ.name}__contains": debut})
        for modele in apps.get_models()
        for champ in modele._meta.local_fields
        if isinstance(champ, ChampRiche)
    ]


def racine(nom):
    """Return what the names of an image and of its variants begin with."""
    return PurePosixPath(nom).stem


def sert_en_ligne(objet):
    """Return whether something that readers see uses an image or a document: a published content, or a row without workflow.

    Asked several times for a page: the answer stays with `objet`.
    """
    if not hasattr(objet, "sert_en_ligne"):
        objet.sert_en_ligne = any(
            (lignes.filter(statut=Statut.PUBLIE) if issubclass(lignes.model, Publiable) else lignes).exists()
            for lignes in usages(objet)
        )
    return objet.sert_en_ligne
