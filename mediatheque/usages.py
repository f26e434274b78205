"""Where an image or a document is used, rich texts included."""

from functools import reduce
from operator import or_
from pathlib import PurePosixPath

from django.apps import apps
from django.db.models import Q

from gestion.usages import liens_vers, usages
from mediatheque.models import Document, Image
from socle.texte_riche import ChampRiche


def est_utilisee(image):
    """Return whether a row of any app points at the image, or a rich text shows one of its files."""
    if any(lien.related_model._base_manager.filter(**{lien.field.name: image}).exists() for lien in liens_vers(Image)):
        return True
    return any(lignes.exists() for lignes, _ in textes_montrant(image))


def usages_d_image(image):
    """Return, model by model, the rows that would lose the picture: those that point at it, and the rich texts that show it."""
    return [*usages(image), *(lignes for lignes, _ in textes_montrant(image))]


def usages_de_document(document):
    """Return, model by model, the rows that have the document among theirs, and the rich texts that show it or lead to it."""
    citations = _textes_citant(f'data-objet="documents:{document.pk}"', document.get_absolute_url())
    return [*usages(document), *(lignes for lignes, _ in citations)]


def textes_montrant(image, *noms):
    """Return, field by field, the rows whose rich text shows the image, and the name of the field.

    A text is known by the mark of the row, or by the name of a file, the present one or one of `noms`, where it was written
    without passing by the field.
    """
    return _textes_citant(f'data-image="{image.pk}"', *(racine(nom) for nom in (image.fichier.name, *noms)))


def _textes_citant(*morceaux):
    return [
        (modele._base_manager.filter(reduce(or_, (Q(**{f"{champ.name}__contains": un}) for un in morceaux))), champ.name)
        for modele in apps.get_models()
        for champ in modele._meta.local_fields
        if isinstance(champ, ChampRiche)
    ]


def racine(nom):
    """Return what the names of an image and of its variants begin with."""
    return PurePosixPath(nom).stem


def sert_en_ligne(objet):
    """Return whether something that readers see uses an image or a document.

    A model whose rows are not all seen says which are: `vues_des_lecteurs(lignes)`. Asked several times for a page: the answer
    stays with `objet`.
    """
    if not hasattr(objet, "sert_en_ligne"):
        qui_s_en_sert = usages_d_image(objet) if isinstance(objet, Image) else usages_de_document(objet)
        objet.sert_en_ligne = any(_vues(lignes).exists() for lignes in qui_s_en_sert)
    return objet.sert_en_ligne


def joint_a_ce_qui_n_est_pas_en_ligne(document):
    """Return whether a document is used, and only by what readers do not see yet, or no longer.

    One that nothing uses was sent by its address, and is read. A model whose rows are not all online says which are:
    `lues_maintenant(lignes)`.
    """
    usages_du_document = [
        lien.related_model._base_manager.filter(**{lien.field.name: document}).order_by() for lien in liens_vers(Document)
    ]
    if any(_lues(lignes).exists() for lignes in usages_du_document):
        return False
    if not any(lignes.exists() for lignes in usages_du_document):
        return False
    return not any(_lues(lignes).exists() for lignes, _ in _textes_citant(document.get_absolute_url()))


def _lues(lignes):
    choisir = getattr(lignes.model, "lues_maintenant", None)
    return choisir(lignes) if choisir else lignes


def _vues(lignes):
    choisir = getattr(lignes.model, "vues_des_lecteurs", None)
    return choisir(lignes) if choisir else lignes
