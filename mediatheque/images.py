"""Images sent by people: checked, re-encoded and cut to size, without any database.

Everything here works on bytes and on the default storage. Whoever receives a file
calls `preparer_image`, saves what it returns under the name `nom_aleatoire` gives,
then calls `creer_variantes`. The size in pixels is part of that name, so that a page
knows every variant and its dimensions from the address alone, with no query and no
look at the disk.
"""

import io
import re
import secrets
from pathlib import PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from mediatheque.couleurs import lire, normaliser
from mediatheque.coupes import couper
from mediatheque.decodage import dimensions_webp, un_a_la_fois, verifier_dimensions, verifier_source
from socle.ecriture import FORMATS_IMAGE
from socle.nombres import plafond_en_mo

COTE_MAX = 2000
"""Longest side, in pixels, of what is kept."""
QUALITE = 82
LARGEURS = (480, 960, 1600)
"""Widths, in pixels, of the whole-image variants."""
LARGEURS_CARTE = (480, 960)
"""Widths, in pixels, of the 3:2 crops used by cards."""
FORMATS = tuple(nom.upper() for nom in FORMATS_IMAGE)
COULEURS_APLAT = 256
"""A picture with at most this many colours is a logo or a drawing, not a photo."""
PIXELS_APLAT_MAX = 1_000_000
DEBUT = 4096
"""Bytes read to judge of a file before it is opened."""

DOSSIER = "images"
_NOM = re.compile(r"(?P<jeton>[0-9a-f]{32})-(?P<largeur>\d{1,5})x(?P<hauteur>\d{1,5})\.webp")


class Variante(NamedTuple):
    """One file made from an image: its storage name and its size in pixels."""

    nom: str
    largeur: int
    hauteur: int


class ImagePreparee(ContentFile):
    """A checked and re-encoded image, ready to be given to an `ImageField`.

    `largeur` and `hauteur` are in pixels; `name` follows `nom_aleatoire`'s convention.
    """

    def __init__(self, contenu: bytes, *, largeur: int, hauteur: int):
        super().__init__(contenu, name=f"{secrets.token_hex(16)}-{largeur}x{hauteur}.webp")
        self.largeur = largeur
        self.hauteur = hauteur
        self.content_type = "image/webp"


def nom_aleatoire(instance, nom: str) -> str:
    """Return where to store an image: `images/ab/<32 hex digits>-<width>x<height>.webp`.

    To be used as `upload_to`. The name made by `preparer_image` is kept; any other name
    is replaced, so that nothing of what the sender called the file reaches the address.
    A file that did not pass through `preparer_image` gets a name without dimensions and
    without a trusted extension.
    """
    base = PurePosixPath(nom).name
    if not _NOM.fullmatch(base):
        base = f"{secrets.token_hex(16)}.bin"
    return f"{DOSSIER}/{base[:2]}/{base}"


def preparer_image(fichier: File) -> ImagePreparee:
    """Check an uploaded file and return the same picture, re-encoded in WebP.

    The content alone decides of the format; the picture is made upright and sRGB (`mediatheque.couleurs`), then
    every metadata (place, camera, comments) and anything appended is lost with the
    re-encoding. The longest side is brought down to `COTE_MAX` pixels. Of an animation
    the first frame is kept. One picture is decoded at a time (`mediatheque.decodage`).

    Raises `ValidationError`, with a message in French for the sender, when the file is
    empty, too heavy, too large in pixels, SVG, damaged or not an image, or when too many wait for their turn.
    """
    poids_max = settings.CUF_IMAGE_POIDS_MAX
    if not fichier.size:
        raise ValidationError("Ce fichier est vide.", code="vide")
    if fichier.size > poids_max:
        raise ValidationError(
            f"Cette image est trop lourde : {plafond_en_mo(fichier.size)}, pour"
            f" {plafond_en_mo(poids_max)} au plus. Réduisez-la avant de l’envoyer.",
            code="poids",
        )
    fichier.seek(0)
    debut = fichier.read(DEBUT)
    if _est_svg(fichier.name or "", debut):
        raise ValidationError(
            "Les images SVG ne sont pas acceptées, car elles peuvent contenir des"
            " programmes. Exportez l’image en PNG ou en JPEG.",
            code="svg",
        )
    try:
        if annoncees := dimensions_webp(debut):
            verifier_dimensions(*annoncees, "WEBP")
        return un_a_la_fois(_recoder, fichier)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as erreur:
        raise ValidationError(
            "Cette image est trop grande. Réduisez ses dimensions avant de l’envoyer.", code="dimensions"
        ) from erreur
    except UnidentifiedImageError as erreur:
        raise ValidationError(
            "Ce fichier n’est pas une image reconnue. Formats acceptés : JPEG, PNG, WebP,"
            " GIF et AVIF. Une photo d’iPhone (HEIC) est à exporter en JPEG.",
            code="format",
        ) from erreur
    except Exception as erreur:
        # Decoders fed with hostile bytes raise about anything (struct.error, zlib.error,
        # SyntaxError, IndexError…): whatever it is, the sender's file is at fault.
        raise ValidationError(
            "Cette image est abîmée ou incomplète : elle n’a pas pu être lue."
            " Ouvrez-la et enregistrez-la de nouveau, puis réessayez.",
            code="abimee",
        ) from erreur


def dimensions(nom: str) -> tuple[int, int] | None:
    """Return the (width, height) in pixels written in a name or address, or None.

    None means that the file did not pass through `preparer_image`: it has no variants.
    """
    trouve = _NOM.fullmatch(PurePosixPath(nom).name)
    if not trouve:
        return None
    return int(trouve["largeur"]), int(trouve["hauteur"])


def variantes(nom: str) -> list[Variante]:
    """Return the whole-image files of `nom`, narrowest first, the image itself last.

    Computed from the name alone; a width that the image does not reach is left out.
    """
    taille = dimensions(nom)
    if taille is None:
        return []
    largeur, hauteur = taille
    racine = nom.removesuffix(".webp")
    petites = [
        Variante(f"{racine}.l{cible}.webp", cible, max(1, round(hauteur * cible / largeur)))
        for cible in LARGEURS
        if cible < largeur
    ]
    return [*petites, Variante(nom, largeur, hauteur)]


def variantes_carte(nom: str, focal: tuple[int, int] = (50, 50)) -> list[Variante]:
    """Return the 3:2 crops of `nom` around the focal point, narrowest first.

    `focal` is (x, y) in percent from the top left corner. It is part of the file's name:
    a new focal point gives a new address, so no cache shows the former crop. An image
    too small for the first width gets one crop, of the largest 3:2 box it holds.
    """
    taille = dimensions(nom)
    if taille is None:
        return []
    largeur_max = max(3, min(taille[0], taille[1] * 3 // 2))
    racine = nom.removesuffix(".webp")
    x, y = focal
    largeurs = [cible for cible in LARGEURS_CARTE if cible <= largeur_max] or [largeur_max]
    return [Variante(f"{racine}.c{cible}-{x}-{y}.webp", cible, max(1, round(cible * 2 / 3))) for cible in largeurs]


def nom_avif(nom: str) -> str:
    """Return the storage name, or the address, of the AVIF file beside a WebP one, the picture itself or a variant."""
    return f"{nom.removesuffix('.webp')}.avif"


def _recoder(fichier: File) -> ImagePreparee:
    fichier.seek(0)
    with Image.open(fichier, formats=FORMATS) as source:
        verifier_source(source)
        image = lire(source, COTE_MAX)
    # What the decoder holds is given back before the rest makes copies.
    del source
    image = normaliser(image, COTE_MAX)
    return ImagePreparee(_encoder(image), largeur=image.width, hauteur=image.height)


def creer_variantes(nom: str, *, focal: tuple[int, int] = (50, 50)) -> list[str]:
    """Write the missing variants of the stored image `nom` and return their names.

    `focal` is (x, y) in percent. Safe to call again: what exists is left as it is, so
    calling it after a change of focal point only makes the new crops. Files that did not
    pass through `preparer_image` have no variants and give an empty list. Raises OSError when
    the disk fails, `ValidationError` when too many pictures wait for their turn.
    """
    entieres = [v for v in variantes(nom) if v.nom != nom]
    cartes = variantes_carte(nom, focal)
    a_faire = [v for v in (*entieres, *cartes) if not default_storage.exists(v.nom)]
    if a_faire:
        un_a_la_fois(_ecrire_variantes, nom, a_faire, cartes, focal)
    return [v.nom for v in a_faire]


def _ecrire_variantes(nom, a_faire, cartes, focal):
    with default_storage.open(nom) as fichier, Image.open(fichier, formats=("WEBP",)) as source:
        source.load()
        for variante in a_faire:
            image = couper(source, (variante.largeur, variante.hauteur), focal if variante in cartes else None)
            default_storage.save(variante.nom, ContentFile(_encoder(image)))


def supprimer_fichiers(nom: str) -> None:
    """Remove the stored image `nom` and all its variants, those of former focal points too."""
    dossier, racine = PurePosixPath(nom).parent, PurePosixPath(nom).stem
    for fichier in default_storage.listdir(str(dossier))[1]:
        if fichier.startswith(f"{racine}."):
            default_storage.delete(f"{dossier}/{fichier}")


def _est_svg(nom: str, debut: bytes) -> bool:
    """Tell an SVG by its extension or by its first bytes."""
    return nom.lower().endswith((".svg", ".svgz")) or b"<svg" in debut.lower()


def _encoder(image: Image.Image) -> bytes:
    """Encode in WebP, lossless for a small picture of few colours, and without metadata: Pillow writes none unasked."""
    aplat = image.width * image.height <= PIXELS_APLAT_MAX and image.getcolors(COULEURS_APLAT) is not None
    sortie = io.BytesIO()
    image.save(sortie, "WEBP", lossless=aplat, quality=QUALITE, method=4)
    return sortie.getvalue()
