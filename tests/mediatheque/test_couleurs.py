"""A picture looks the same once stored, whatever its depth, mode, profile, transparency or orientation."""

import io
import struct

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from mediatheque.images import COTE_MAX, preparer_image
from tests.mediatheque.test_images import fichier, octets, photo

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# Red and blue exchanged: once converted, what the file calls red is blue.
ECHANGE = SRGB.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)


def profil(espace, pcs, etiquettes):
    """Write an ICC profile of version 2 (ICC.1:2001-04) with these tags."""
    corps, table = b"", []
    for nom, contenu in etiquettes.items():
        table.append(struct.pack(">4sII", nom, 132 + 12 * len(etiquettes) + len(corps), len(contenu)))
        corps += contenu + b"\0" * (-len(contenu) % 4)
    suite = struct.pack(">I", len(etiquettes)) + b"".join(table) + corps
    entete = struct.pack(">I4sI4s4s4s12s4s", 128 + len(suite), b"\0\0\0\0", 0x02400000, b"prtr", espace, pcs, b"\0" * 12, b"acsp")
    entete += b"\0" * (68 - len(entete)) + struct.pack(">iii", 63190, 65536, 54061) + b"\0" * 48
    return entete + suite


BLANC = b"XYZ \0\0\0\0" + struct.pack(">iii", 63190, 65536, 54061)
# A grey whose values are as linear as light: 50 % in the file is a light grey on a screen.
LINEAIRE = b"curv\0\0\0\0" + struct.pack(">I", 0)
GRIS_LINEAIRE = profil(b"GRAY", b"XYZ ", {b"wtpt": BLANC, b"kTRC": LINEAIRE})
# The primaries of sRGB, as a profile holds them, and linear values too.
PRIMAIRES = {b"rXYZ": (28578, 14581, 912), b"gXYZ": (25241, 46981, 6362), b"bXYZ": (9376, 3972, 46799)}
RVB_LINEAIRE = profil(
    b"RGB ",
    b"XYZ ",
    {b"wtpt": BLANC}
    | {nom: b"XYZ \0\0\0\0" + struct.pack(">iii", *valeurs) for nom, valeurs in PRIMAIRES.items()}
    | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), LINEAIRE),
)


def encres():
    """A CMYK profile by table (tag A2B0, type lut8): no ink is white, cyan is green, all the rest black."""
    rampe = bytes(range(256))
    blanc, vert, noir = bytes([255, 128, 128]), bytes([128, 88, 158]), bytes([0, 128, 128])  # L*, a*, b* in bytes
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    return profil(b"CMYK", b"Lab ", {b"wtpt": BLANC, b"A2B0": lut + rampe * 4 + blanc + noir * 7 + vert + noir * 7 + rampe * 3})


def stockee(image, nature="PNG", **options):
    with Image.open(preparer_image(fichier(octets(image, nature, **options)))) as rendue:
        rendue.load()
        return rendue


def proche(image, attendue, ou=(5, 5), ecart=12):
    obtenue = image.getpixel(ou)
    assert all(abs(a - b) <= ecart for a, b in zip(obtenue, attendue, strict=True)), (obtenue, attendue)


@pytest.mark.parametrize("nature", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_the_profile_of_an_rgb_picture(nature):
    proche(stockee(Image.new("RGB", (40, 30), (255, 0, 0)), nature, icc_profile=ECHANGE), (0, 0, 255))


@pytest.mark.parametrize("nature", ["PNG", "WEBP", "AVIF"])
def test_the_profile_of_a_transparent_picture(nature):
    image = Image.new("RGBA", (40, 30), (255, 0, 0, 128))
    proche(stockee(image, nature, icc_profile=ECHANGE), (0, 0, 255, 128))


@pytest.mark.parametrize("transparence", [None, 0])
def test_the_profile_of_a_picture_by_palette(transparence):
    image = Image.new("P", (40, 30), 1)
    image.putpalette([0, 255, 0, 255, 0, 0])
    options = {} if transparence is None else {"transparency": transparence}
    image.paste(0, (0, 0, 20, 30))
    rendue = stockee(image, icc_profile=ECHANGE, **options).convert("RGBA")
    proche(rendue, (0, 0, 255, 255), (30, 5))
    assert rendue.getpixel((5, 5))[3] == (255 if transparence is None else 0)


@pytest.mark.parametrize(("mode", "valeur"), [("L", 55), ("LA", (55, 255))])
def test_the_profile_of_a_grey_picture(mode, valeur):
    """A linear 55 is the 128 of a screen (IEC 61966-2-1)."""
    rendue = stockee(Image.new(mode, (40, 30), valeur), icc_profile=GRIS_LINEAIRE)
    proche(rendue.convert("RGB"), (128, 128, 128))


@pytest.mark.parametrize("nature", ["JPEG", "PNG"])
def test_a_grey_picture_with_the_profile_of_a_colour_one(nature):
    """Applications write grey files so; browsers show them by it."""
    proche(stockee(Image.new("L", (40, 30), 55), nature, icc_profile=RVB_LINEAIRE), (128, 128, 128))
    proche(stockee(Image.new("L", (40, 30), 100), nature, icc_profile=SRGB), (100, 100, 100))


def test_the_profile_of_inks():
    rendue = stockee(Image.new("CMYK", (40, 30), (255, 0, 0, 0)), "JPEG", icc_profile=encres())
    rouge, vert, bleu = rendue.getpixel((5, 5))
    assert vert > max(rouge, bleu) + 40
    # Without it, plain cyan.
    proche(stockee(Image.new("CMYK", (40, 30), (255, 0, 0, 0)), "JPEG"), (0, 255, 255))


def test_a_profile_of_another_kind_of_picture_is_ignored():
    proche(stockee(Image.new("RGB", (40, 30), (200, 40, 40)), icc_profile=GRIS_LINEAIRE), (200, 40, 40))


def test_the_gamma_of_a_png():
    """A PNG that says its values are linear (gAMA 1), and nothing else."""
    morceaux = PngImagePlugin.PngInfo()
    morceaux.add(b"gAMA", struct.pack(">I", 100_000))
    proche(stockee(Image.new("RGB", (40, 30), (55, 0, 255)), pnginfo=morceaux), (127, 0, 255))
    morceaux.add(b"sRGB", b"\0")
    proche(stockee(Image.new("RGB", (40, 30), (55, 0, 255)), pnginfo=morceaux), (55, 0, 255))


def test_sixteen_bits_of_grey():
    """Pillow's own conversion would make white of all that is over 255 of 65,535."""
    image = Image.new("I;16", (40, 30), 32_768)
    proche(stockee(image), (127, 127, 127), ecart=2)


def test_the_transparent_grey_of_sixteen_bits():
    image = Image.new("I;16", (40, 30), 32_768)
    image.paste(32_769, (0, 0, 20, 30))
    rendue = stockee(image, transparency=32_768)
    assert (rendue.getpixel((5, 5))[3], rendue.getpixel((30, 5))[3]) == (255, 0)


def test_one_bit_and_a_transparent_colour():
    proche(stockee(Image.new("1", (40, 30), 1)), (255, 255, 255))
    image = Image.new("RGB", (40, 30), (10, 20, 30))
    image.paste((200, 20, 30), (0, 0, 20, 30))
    rendue = stockee(image, transparency=(10, 20, 30))
    assert rendue.getpixel((30, 5))[3] == 0
    proche(rendue, (200, 20, 30, 255))


@pytest.mark.parametrize("nature", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright(nature, orientation):
    """The corner that the camera calls top left (Exif 3.0, 4.6.5.1.6) is painted red, and found where a viewer shows it."""
    image = Image.new("RGB", (80, 40), "white")
    image.paste((255, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    rendue = stockee(image, nature, exif=exif)
    assert rendue.size == ((80, 40) if orientation < 5 else (40, 80))
    droite, bas = rendue.width - 5, rendue.height - 5
    coin = {1: (5, 5), 2: (droite, 5), 3: (droite, bas), 4: (5, bas), 5: (5, 5), 6: (droite, 5), 7: (droite, bas), 8: (5, bas)}
    proche(rendue, (255, 0, 0), coin[orientation], ecart=40)


@pytest.mark.parametrize("nature", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("taille", [(2 * COTE_MAX + 1, 131), (4 * COTE_MAX, 700), (3 * COTE_MAX - 1, 333)])
def test_a_large_picture_is_the_same_in_small(nature, taille):
    """Read by bands and at a reduced size, it has neither seam nor shift."""
    grande = photo(*taille)
    rendue = stockee(grande, nature)
    voulue = grande.resize(rendue.size, Image.Resampling.LANCZOS)
    assert max(rendue.size) == COTE_MAX
    for x in range(5, rendue.width - 5, 97):
        for y in range(3, rendue.height - 3, 17):
            proche(rendue, voulue.getpixel((x, y)), (x, y), ecart=14)


def test_a_large_transparent_picture_by_palette_and_turned_keeps_everything():
    image = Image.new("P", (2 * COTE_MAX, COTE_MAX // 10), 1)
    image.putpalette([0, 255, 0, 255, 0, 0])
    image.paste(0, (0, 0, COTE_MAX, COTE_MAX // 10))
    exif = Image.Exif()
    exif[0x0112] = 6
    rendue = stockee(image, icc_profile=ECHANGE, transparency=0, exif=exif)
    assert rendue.size == (COTE_MAX // 20, COTE_MAX)
    assert rendue.getpixel((50, 100))[3] == 0
    proche(rendue, (0, 0, 255, 255), (50, COTE_MAX - 100))


def test_a_multi_picture_jpeg_keeps_its_first():
    sortie = io.BytesIO()
    Image.new("RGB", (40, 30), (255, 0, 0)).save(
        sortie, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30), (0, 0, 255))]
    )
    with Image.open(preparer_image(fichier(sortie.getvalue()))) as rendue:
        proche(rendue, (255, 0, 0))
