"""The card of a page shared elsewhere: its title, its kind, where its country is; or its photograph, cut to the same size."""

import hashlib
import io
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, ImageOps

from socle.palette import JETONS
from territoires import reperes

LARGEUR, HAUTEUR = 1200, 630
MARGE = 72
CARTE = 780
"""Where the map of the country begins, in pixels from the left."""
TAILLES = (84, 76, 68, 60, 52, 46)
HAUT_DU_TITRE = 290
"""Sum of the sizes of the lines of a title, at most, in pixels."""
VERSION = hashlib.sha256(Path(__file__).read_bytes() + reperes.VERSION.encode()).hexdigest()[:8]
"""Changes with the drawing: part of what signs each address."""

LATIN = {0x131, 0x152, 0x153, 0x20AC, 0x2122}
POLICES = settings.BASE_DIR / "static" / "vendor"
# A signet of the house: each shape on a grid of 48, as in the header of the site.
SIGNE = (
    ("encre", (-24, -24, 24, 24), 0),
    ("encre", (24, 24, 72, 72), 180),
    ("safran", (24, -24, 72, 24), 90),
    ("vermillon", (-24, 24, 24, 72), 270),
)


def dessiner(titre, surtitre="", pays=None):
    """Return the PNG of a card.

    Args:
        titre: of the page; cut when it is too long.
        surtitre: its kind.
        pays: the `Pays` that it is about, drawn among its neighbours, or None.
    """
    image = Image.new("RGB", (LARGEUR, HAUTEUR), JETONS["papier"])
    trait = ImageDraw.Draw(image)
    droite = LARGEUR - MARGE
    if pays is not None and reperes.existe(pays.pk, pays.longitude):
        image.paste(_carte(pays), (CARTE, 0))
        droite = CARTE - MARGE // 2
    image.paste(_signe(56), (MARGE, MARGE))
    trait.text((MARGE + 76, MARGE + 28), "Cités Unies France", font=_police("titres", 30, 700), fill=JETONS["encre"], anchor="lm")
    lignes, taille = _composer(titre, droite - MARGE)
    pas = round(taille * 1.12)
    bas = HAUTEUR - MARGE - 8
    haut = bas - pas * len(lignes)
    if surtitre:
        _ecrire(trait, (MARGE, haut - 54), surtitre, "courant", 32, 650, JETONS["vermillon"])
    for rang, ligne in enumerate(lignes):
        _ecrire(trait, (MARGE, haut + rang * pas), ligne, "titres", taille, 700, JETONS["encre"])
    trait.rectangle((0, HAUTEUR - 14, LARGEUR, HAUTEUR), fill=JETONS["encre"])
    return _png(image)


def cadrer(fichier, focal):
    """Return the JPEG of a photograph cut around its focal point, (x, y) in percent."""
    with Image.open(fichier, formats=("WEBP",)) as source:
        centre = (focal[0] / 100, focal[1] / 100)
        image = ImageOps.fit(source.convert("RGB"), (LARGEUR, HAUTEUR), Image.Resampling.LANCZOS, centering=centre)
    sortie = io.BytesIO()
    image.save(sortie, "JPEG", quality=82, optimize=True)
    return sortie.getvalue()


def _png(image):
    sortie = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(sortie, "PNG", optimize=True)
    return sortie.getvalue()


def _carte(pays):
    """Return the map, drawn twice as large and brought down: Pillow draws no soft edge."""
    rapport = (LARGEUR - CARTE) / HAUTEUR
    vue = reperes.cadrer(pays.pk, pays.longitude, pays.latitude, rapport=rapport, air=1.3)
    echelle = 2 * HAUTEUR / vue.hauteur
    image = Image.new("RGB", (2 * (LARGEUR - CARTE), 2 * HAUTEUR), JETONS["brume"])
    trait = ImageDraw.Draw(image)

    def place(x, y):
        return (x - vue.x) * echelle, (y - vue.y) * echelle

    for anneaux, teinte in ((vue.voisins, "sable"), (vue.pays, "lagune")):
        for anneau in anneaux:
            trait.polygon([place(*point) for point in anneau], fill=JETONS[teinte], outline=JETONS["papier"], width=2)
    if vue.cercle:
        x, y, rayon = vue.cercle
        trait.circle(place(x, y), rayon * echelle, outline=JETONS["vermillon"], width=12)
    return image.resize((LARGEUR - CARTE, HAUTEUR), Image.Resampling.LANCZOS)


def _signe(cote):
    grand = 192
    image = Image.new("RGB", (grand, grand), JETONS["papier"])
    trait = ImageDraw.Draw(image)
    for teinte, boite, depart in SIGNE:
        trait.pieslice([valeur * grand // 48 for valeur in boite], depart, depart + 90, fill=JETONS[teinte])
    return image.resize((cote, cote), Image.Resampling.LANCZOS)


def _composer(titre, largeur):
    """Return the lines of a title and the largest size, in pixels, at which they fit."""
    for taille in TAILLES:
        lignes = _couper(titre.split(), taille, largeur)
        if len(lignes) * taille <= HAUT_DU_TITRE and all(_longueur(ligne, "titres", taille, 700) <= largeur for ligne in lignes):
            return lignes, taille
    lignes = lignes[: HAUT_DU_TITRE // taille]
    while _longueur(f"{lignes[-1]}…", "titres", taille, 700) > largeur:
        lignes[-1] = lignes[-1][:-1]
    return [*lignes[:-1], f"{lignes[-1].rstrip()}…"], taille


def _couper(mots, taille, largeur):
    lignes = [""]
    for mot in mots:
        essai = f"{lignes[-1]} {mot}".strip()
        if lignes[-1] and _longueur(essai, "titres", taille, 700) > largeur:
            lignes.append(mot)
        else:
            lignes[-1] = essai
    return lignes


@cache
def _police(famille, taille, graisse, fichier="latin"):
    dossier = {"titres": "bricolage-grotesque", "courant": "source-sans-3"}[famille]
    police = ImageFont.truetype(POLICES / dossier / f"{fichier}-wght-normal.woff2", taille)
    police.set_variation_by_axes([graisse])
    return police


def _morceaux(texte):
    """Say of each letter of a text which file has it: a font comes in two, « latin » and the other letters of Latin."""
    for lettre in texte:
        point = ord(lettre)
        yield lettre, "latin" if point < 0x100 or point in LATIN or 0x2000 <= point < 0x2070 else "latin-ext"


def _longueur(texte, famille, taille, graisse):
    return sum(_police(famille, taille, graisse, fichier).getlength(lettres) for lettres, fichier in _suites(texte))


def _ecrire(trait, place, texte, famille, taille, graisse, teinte):
    x, y = place
    for lettres, fichier in _suites(texte):
        police = _police(famille, taille, graisse, fichier)
        trait.text((x, y + taille), lettres, font=police, fill=teinte, anchor="ls")
        x += police.getlength(lettres)


def _suites(texte):
    suites = []
    for lettre, fichier in _morceaux(texte):
        if suites and suites[-1][1] == fichier:
            suites[-1][0] += lettre
        else:
            suites.append([lettre, fichier])
    return suites
