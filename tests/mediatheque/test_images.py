"""Images sent by people: refused in French, or rewritten clean; and how pages show them."""

import io
import re
import struct
import zlib
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template import Context, Template
from PIL import Image, ImageCms

from mediatheque.images import COTE_MAX, creer_variantes, dimensions, nom_aleatoire, preparer_image, variantes, variantes_carte

NOM = "images/53/5348121edc725f6e6b9c76ee8e9fc9dd-2000x1333.webp"
SCRIPT = b"<script>alert(1)</script>"


def octets(image, nature, **options):
    sortie = io.BytesIO()
    image.save(sortie, nature, **options)
    return sortie.getvalue()


def fichier(contenu, nom="photo.jpg"):
    return ContentFile(contenu, name=nom)


def photo(largeur=300, hauteur=200):
    """A picture of many colours, as a photo is."""
    return Image.radial_gradient("L").resize((largeur, hauteur)).convert("RGB")


def bombe(largeur, hauteur):
    """A PNG of a few bytes that says it is `largeur` × `hauteur`."""

    def bloc(nature, corps):
        return struct.pack(">I", len(corps)) + nature + corps + struct.pack(">I", zlib.crc32(nature + corps))

    entete = struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + bloc(b"IHDR", entete) + bloc(b"IDAT", zlib.compress(b"\0" * 100)) + bloc(b"IEND", b"")


REFUS = {
    "vide": (b"", "photo.jpg", "vide"),
    "texte": (b"pas une image du tout", "photo.jpg", "format"),
    "html renomme": (b"<!doctype html><html>" + SCRIPT, "photo.png", "format"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "dessin.svg", "svg"),
    "svg renomme": (b'<?xml version="1.0"?>\n<!-- x --><svg onload="alert(1)"/>', "photo.png", "svg"),
    "svg compresse": (b"\x1f\x8b\x08", "dessin.SVGZ", "svg"),
    "jpeg tronque": (octets(photo(), "JPEG")[:2000], "photo.jpg", "abimee"),
    "png tronque": (octets(photo(), "PNG")[:1000], "photo.png", "abimee"),
    "png sans image": (bombe(20, 20), "photo.png", "abimee"),
    "bombe de 50 Mpx": (bombe(10_000, 5_000), "photo.png", "dimensions"),
    "bombe de 100 Mpx": (bombe(10_000, 10_000), "photo.png", "dimensions"),
    "bombe de 900 Mpx": (bombe(30_000, 30_000), "photo.png", "dimensions"),
    "format non accepte": (octets(photo(), "TIFF"), "photo.jpg", "format"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "photo.png", "format"),
}


@pytest.mark.parametrize(("contenu", "nom", "code"), REFUS.values(), ids=REFUS)
def test_a_bad_file_is_refused_in_french(contenu, nom, code):
    with pytest.raises(ValidationError) as refus:
        preparer_image(fichier(contenu, nom))
    assert refus.value.code == code
    assert re.search(r"\b(fichier|image|images)\b", refus.value.messages[0])


def test_an_image_too_heavy_is_refused_without_being_read(settings):
    settings.CUF_IMAGE_POIDS_MAX = 1024 * 1024
    lourd = fichier(b"x" * (1024 * 1024 + 1))
    with pytest.raises(ValidationError) as refus:
        preparer_image(lourd)
    assert "1\xa0Mo au plus" in refus.value.messages[0]
    settings.CUF_IMAGE_POIDS_MAX = 1024 * 1024 + 1
    with pytest.raises(ValidationError, match="pas une image reconnue"):
        preparer_image(lourd)


def test_the_limit_of_pixels_is_that_of_the_settings(settings):
    settings.CUF_IMAGE_PIXELS_MAX = 300 * 200 - 1
    with pytest.raises(ValidationError, match="trop grande"):
        preparer_image(fichier(octets(photo(), "PNG")))
    settings.CUF_IMAGE_PIXELS_MAX = 300 * 200
    assert preparer_image(fichier(octets(photo(), "PNG"))).largeur == 300


@pytest.mark.parametrize("nature", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_every_accepted_format_becomes_webp(nature):
    preparee = preparer_image(fichier(octets(photo(), nature), "photo.dat"))
    with Image.open(io.BytesIO(preparee.read())) as image:
        assert (image.format, image.size) == ("WEBP", (300, 200))
    assert (preparee.largeur, preparee.hauteur) == (300, 200)


def test_what_follows_the_image_disappears():
    preparee = preparer_image(fichier(octets(photo(), "PNG") + SCRIPT, "photo.png"))
    assert SCRIPT not in preparee.read()


def test_orientation_is_applied_then_metadata_disappear():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    exif[0x010F] = "Appareil secret"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    gauche = photo()
    gauche.paste((255, 0, 0), (0, 0, 150, 200))
    preparee = preparer_image(fichier(octets(gauche, "JPEG", exif=exif, comment=b"secret")))
    contenu = preparee.read()
    assert b"secret" not in contenu
    with Image.open(io.BytesIO(contenu)) as image:
        assert image.size == (200, 300)
        assert not image.getexif()
        rouge, vert, bleu = image.convert("RGB").getpixel((100, 20))
        assert rouge > 200
        assert max(vert, bleu) < 60


def test_a_colour_profile_is_converted_then_removed():
    """A profile whose red and blue are exchanged: once converted, the red of the file is blue."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    echange = srgb.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)
    source = octets(Image.new("RGB", (40, 30), (255, 0, 0)), "PNG", icc_profile=echange)
    with Image.open(preparer_image(fichier(source))) as image:
        rouge, _, bleu = image.getpixel((5, 5))
        assert (rouge < 60, bleu > 200) == (True, True)
        assert "icc_profile" not in image.info


def test_the_xmp_and_the_profile_of_a_grey_image_disappear():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for source in (
        octets(photo(), "WEBP", xmp=b"<x:xmpmeta>secret</x:xmpmeta>"),
        octets(photo().convert("L"), "PNG", icc_profile=srgb),
    ):
        with Image.open(preparer_image(fichier(source))) as image:
            assert not {"xmp", "exif", "icc_profile"} & set(image.info)


def test_a_broken_colour_profile_prevents_nothing():
    assert preparer_image(fichier(octets(photo(), "PNG", icc_profile=b"n'importe quoi"))).largeur == 300


def test_transparency_is_kept_without_loss():
    logo = Image.new("RGBA", (120, 80), (0, 0, 0, 0))
    logo.paste((14, 59, 67, 255), (20, 20, 100, 60))
    with Image.open(preparer_image(fichier(octets(logo, "PNG"), "logo.png"))) as image:
        assert image.mode == "RGBA"
        assert image.getpixel((0, 0))[3] == 0
        assert image.getpixel((50, 40)) == (14, 59, 67, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_colour_mode_passes(mode):
    image = Image.new(mode, (40, 30))
    assert preparer_image(fichier(octets(image, "JPEG" if mode == "CMYK" else "PNG"))).largeur == 40


def test_a_large_image_is_brought_down_to_the_longest_side():
    preparee = preparer_image(fichier(octets(Image.new("RGB", (5000, 2500)), "JPEG")))
    assert (preparee.largeur, preparee.hauteur) == (COTE_MAX, COTE_MAX // 2)


def test_the_first_frame_of_an_animation_is_kept():
    animation = octets(
        Image.new("RGB", (20, 20), "red"), "GIF", save_all=True, append_images=[Image.new("RGB", (20, 20), "blue")]
    )
    with Image.open(preparer_image(fichier(animation))) as image:
        assert not getattr(image, "is_animated", False)
        assert image.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


# --- Names -------------------------------------------------------------------------------------------------------------------


def test_the_name_is_random_and_says_the_dimensions():
    premier, second = (preparer_image(fichier(octets(photo(), "PNG"), "Passeport de Jean.png")) for _ in range(2))
    chemin = nom_aleatoire(None, premier.name)
    assert re.fullmatch(r"images/([0-9a-f]{2})/\1[0-9a-f]{30}-300x200\.webp", chemin)
    assert chemin != nom_aleatoire(None, second.name)
    assert dimensions(chemin) == (300, 200)


@pytest.mark.parametrize("nom", ["Passeport de Jean.png", "../../etc/passwd", "page.html", f"{'a' * 32}-1x1.webp.html"])
def test_a_name_from_elsewhere_does_not_stay(nom):
    chemin = nom_aleatoire(None, nom)
    assert re.fullmatch(r"images/[0-9a-f]{2}/[0-9a-f]{32}\.bin", chemin)
    assert dimensions(chemin) is None
    assert variantes(chemin) == variantes_carte(chemin) == []


# --- Variants ----------------------------------------------------------------------------------------------------------------


def stocker(image):
    preparee = preparer_image(fichier(octets(image, "PNG")))
    return default_storage.save(nom_aleatoire(None, preparee.name), preparee)


def test_variants_exist_with_the_dimensions_they_announce():
    nom = stocker(photo(1200, 800))
    faites = creer_variantes(nom, focal=(10, 90))
    annoncees = {v.nom: (v.largeur, v.hauteur) for v in (*variantes(nom), *variantes_carte(nom, (10, 90)))}
    assert set(faites) == set(annoncees) - {nom}
    assert [v.largeur for v in variantes(nom)] == [480, 960, 1200]
    for variante, taille in annoncees.items():
        with default_storage.open(variante) as ouvert, Image.open(ouvert) as image:
            assert (image.format, image.size) == ("WEBP", taille)


def test_making_the_variants_again_writes_nothing_more():
    nom = stocker(photo(1200, 800))
    creer_variantes(nom)
    assert creer_variantes(nom) == []
    assert [v for v in creer_variantes(nom, focal=(0, 0)) if ".c" not in v] == []


def test_the_card_follows_the_focal_point():
    large = Image.new("RGB", (1800, 400), "red")
    large.paste("blue", (900, 0, 1800, 400))
    nom = stocker(large)
    couleurs = []
    for focal in ((0, 50), (100, 50)):
        creer_variantes(nom, focal=focal)
        with default_storage.open(variantes_carte(nom, focal)[0].nom) as ouvert, Image.open(ouvert) as image:
            rouge, _, bleu = image.convert("RGB").getpixel((240, 160))
            couleurs.append("rouge" if rouge > bleu else "bleu")
    assert couleurs == ["rouge", "bleu"]


@pytest.mark.parametrize("taille", [(1, 1), (2, 1), (1, 2000), (2000, 1), (100, 100)])
def test_a_tiny_or_very_narrow_image_has_its_variants(taille):
    nom = stocker(Image.new("RGB", taille, "red"))
    creer_variantes(nom)
    assert variantes(nom)[-1].nom == nom
    for variante in variantes_carte(nom):
        assert default_storage.exists(variante.nom)


# --- Showing -----------------------------------------------------------------------------------------------------------------


def afficher(gabarit, **contexte):
    return Template("{% load images %}" + gabarit).render(Context(contexte))


def une_image(**valeurs):
    defauts = {
        "fichier": SimpleNamespace(name=NOM, url=f"/media/{NOM}"),
        "alt": "Le pont",
        "focal_x": 50,
        "focal_y": 30,
        "a_avif": False,
    }
    return SimpleNamespace(**{**defauts, "largeur": 2000, "hauteur": 1333, **valeurs})


def test_a_card_shows_the_crop():
    racine = f"/media/{NOM.removesuffix('.webp')}"
    assert afficher('{% image img "carte" %}', img=une_image()) == (
        f'<img src="{racine}.c960-50-30.webp" alt="Le pont" width="960" height="640"'
        f' srcset="{racine}.c480-50-30.webp 480w, {racine}.c960-50-30.webp 960w"'
        ' sizes="(min-width: 64em) 24rem, (min-width: 40em) 50vw, 100vw" decoding="async" loading="lazy">'
    )


def test_the_full_image_is_whole():
    rendu = afficher('{% image img "pleine" prioritaire=True %}', img=une_image())
    assert f'src="/media/{NOM}" alt="Le pont" width="2000" height="1333"' in rendu
    assert ".l480.webp 480w" in rendu
    assert 'fetchpriority="high"' in rendu
    assert "lazy" not in rendu


def test_the_text_alternative_is_escaped_or_replaced():
    assert 'alt="&lt;b&gt;&quot;"' in afficher("{% image img %}", img=une_image(alt='<b>"'))
    assert 'alt=""' in afficher('{% image img "carte" alt="" %}', img=une_image())


def test_an_image_without_variants_shows_all_the_same():
    ancienne = une_image(fichier=SimpleNamespace(name="vieux/a.png", url="/media/vieux/a.png"), largeur=30, hauteur=20)
    rendu = afficher('{% image img "carte" %}', img=ancienne)
    assert rendu == '<img src="/media/vieux/a.png" alt="Le pont" width="30" height="20" decoding="async" loading="lazy">'


def test_no_image_no_tag():
    assert afficher("[{% image img %}]", img=None) == "[]"
