"""The AVIF files of the pictures, beside their WebP, made by the queue: a page names them once they are all there.

A row says of which file and focal point they are (`Image.avif_vu`), so that another file or another point hides them in the
same statement, and asks for new ones. The files themselves go with the others (`images.supprimer_fichiers`).
"""

import logging
import os
import subprocess
import sys
from contextlib import suppress
from time import monotonic

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from mediatheque.encodage_avif import SECONDES_MAX
from mediatheque.images import nom_avif, supprimer_fichiers, variantes, variantes_carte
from mediatheque.models import Image

logger = logging.getLogger(__name__)

PAR_TOUR = 100
"""Pictures looked at in a row."""
SECONDES_PAR_TOUR = 40
"""After which a turn ends: the next minute has its own."""
SANS_PERTE = b"VP8L"
"""What a WebP without loss has for its first chunk (RFC 9649): a logo, a drawing, that AVIF would blur."""


def faire_les_manquants() -> int:
    """Make the AVIF files that are missing, of the newest pictures first, one at a time; return how many pictures were seen.

    Raises OSError when the disk fails: the turn is to be made again.
    """
    fin, vues = monotonic() + SECONDES_PAR_TOUR, []
    for image in Image.objects.a_faire_en_avif().order_by("-pk")[:PAR_TOUR]:
        vues.append((image, _faire(image)))
        if monotonic() >= fin:
            break
    _noter(vues)
    return len(vues)


@transaction.atomic
def _noter(vues: list[tuple[Image, bool]]) -> None:
    """Write what a turn did, at once: the kept pages of the site are made again once a turn, and not once a picture."""
    for image, faits in vues:
        # `coupe` is that of the row as it was read: one whose focal point changed meanwhile is to be seen again.
        memes = Image.objects.filter(pk=image.pk, fichier=image.fichier.name)
        if not memes.update(avif=faits, avif_vu=image.coupe) and not Image.objects.filter(fichier=image.fichier.name).exists():
            with suppress(FileNotFoundError):
                supprimer_fichiers(image.fichier.name)


def _faire(image: Image) -> bool:
    """Write the AVIF files of a picture, and return whether they are there: not where they would be no lighter."""
    nom, focal = image.fichier.name, (image.focal_x, image.focal_y)
    coupes = [*((une, ()) for une in variantes(nom)), *((une, focal) for une in variantes_carte(nom, focal))]
    try:
        with default_storage.open(nom) as fichier:
            octets = fichier.read()
        if not coupes or octets[12:16] == SANS_PERTE:
            return False
        faits = {nom_avif(une.nom): _encoder(octets, une, point) for une, point in coupes}
        if sum(map(len, faits.values())) >= sum(default_storage.size(une.nom) for une, _ in coupes):
            return False
    except (FileNotFoundError, subprocess.SubprocessError) as erreur:
        logger.warning("Image %s sans AVIF : %s", image.pk, erreur)
        return False
    for chemin, contenu in faits.items():
        _ecrire(chemin, contenu)
    return True


def _encoder(octets, variante, point):
    return subprocess.run(  # noqa: S603 - our own module; numbers of ours
        [sys.executable, "-m", "mediatheque.encodage_avif", *(str(un) for un in (variante.largeur, variante.hauteur, *point))],
        input=octets,
        capture_output=True,
        timeout=3 * SECONDES_MAX,
        check=True,
        cwd=settings.BASE_DIR,
    ).stdout


def _ecrire(nom, contenu):
    """Write a file whole or not at all: a worker killed in the middle leaves nothing under this name."""
    partiel = default_storage.save(f"{nom}.partiel", ContentFile(contenu))
    os.replace(default_storage.path(partiel), default_storage.path(nom))
