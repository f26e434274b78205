"""Pictures drawn for the demo, in the palette of the site: nobody's photograph, nobody's emblem. Each returns a PNG file."""

import io
from math import sin

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from socle.couvertures import BRUME, ENCRE, LAGUNE, PAPIER, SABLE, SAFRAN, VERMILLON


def baie():
    """A bay between hills, under a low sun."""
    largeur, hauteur = 1800, 1200
    image = Image.new("RGB", (largeur, hauteur), PAPIER)
    trait = ImageDraw.Draw(image)
    trait.rectangle((0, 220, largeur, hauteur), fill=SABLE)
    trait.ellipse((1180, 240, 1420, 480), fill=SAFRAN)
    trait.rectangle((0, 470, largeur, hauteur), fill=BRUME)
    for base, ample, pas, teinte in ((470, 60, 260, "#9CC2C1"), (620, 90, 210, LAGUNE), (850, 110, 330, ENCRE)):
        crete = [(x, base - ample * (1 + sin(x / pas + base))) for x in range(0, largeur + 1, 10)]
        trait.polygon([*crete, (largeur, base + 170), (0, base + 170)], fill=teinte)
    trait.rectangle((0, 1020, largeur, hauteur), fill=BRUME)
    for x, y in ((640, 1090), (1020, 1060), (1310, 1120)):
        trait.polygon([(x, y), (x + 90, y), (x + 70, y + 26), (x + 20, y + 26)], fill=VERMILLON)
        trait.polygon([(x + 44, y - 96), (x + 44, y - 8), (x + 100, y - 8)], fill=PAPIER)
    return _fichier(image)


def logo():
    """An emblem of hills above water, with the word « LOGO »."""
    cote = 480
    image = Image.new("RGB", (cote, cote), PAPIER)
    trait = ImageDraw.Draw(image)
    trait.rounded_rectangle((20, 20, cote - 20, cote - 20), 60, fill=ENCRE)
    trait.polygon([(60, 270), (190, 110), (320, 270)], fill=LAGUNE)
    trait.polygon([(200, 270), (320, 150), (420, 270)], fill=SAFRAN)
    trait.rectangle((60, 282, 420, 298), fill=BRUME)
    trait.text((cote / 2, 370), "LOGO", fill=PAPIER, font=ImageFont.load_default(96), anchor="mm")
    return _fichier(image)


def rives():
    """A mark of two banks and a bridge, that nobody bears."""
    image, trait = _feuille()
    trait.polygon([(40, 300), (40, 150), (200, 300)], fill=LAGUNE)
    trait.polygon([(400, 300), (400, 150), (240, 300)], fill=ENCRE)
    trait.arc((110, 150, 330, 370), 180, 360, fill=SAFRAN, width=26)
    _nommer(trait, "RIVES", "partenaire fictif")
    return _fichier(image)


def cadran():
    """A mark of quarters of a disc, that nobody bears."""
    image, trait = _feuille()
    for depart, teinte in ((180, ENCRE), (270, SAFRAN), (0, VERMILLON), (90, LAGUNE)):
        trait.pieslice((70, 90, 370, 390), depart, depart + 90, fill=teinte)
    _nommer(trait, "CADRAN", "partenaire fictif")
    return _fichier(image)


def _feuille():
    image = Image.new("RGB", (1100, 480), "#FFFFFF")
    return image, ImageDraw.Draw(image)


def _nommer(trait, nom, precision):
    trait.text((460, 210), nom, fill=ENCRE, font=ImageFont.load_default(130), anchor="lm")
    trait.text((464, 330), precision, fill=LAGUNE, font=ImageFont.load_default(56), anchor="lm")


def _fichier(image):
    sortie = io.BytesIO()
    image.save(sortie, "PNG")
    return ContentFile(sortie.getvalue(), name="dessin.png")


DESSINS = {"baie": baie, "logo": logo, "rives": rives, "cadran": cadran}
