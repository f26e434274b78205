"""Drawn covers: the house pattern, for publications without a picture, always the same for the same seed.

Three compositions in the palette of the site, after the plans and maps that local authorities share: tiles of a town,
a radial plan crossed by a river, a coast in contour lines. Only SVG presentation attributes are used, so a strict CSP holds.
"""

import hashlib
from math import cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from socle.palette import JETONS

LARGEUR, HAUTEUR = 600, 400

ENCRE, SAFRAN, PAPIER = JETONS["encre"], JETONS["safran"], JETONS["papier"]
# Tints for drawing alone, brighter or deeper than the tokens of these names: no text is ever read on them.
LAGUNE, VERMILLON, SABLE, BRUME, ROSE = "#2f7f86", "#c2411f", "#eadfc8", "#c9ddd8", "#ebb9a0"

# Ground first, then the colours drawn on it, the most present first.
PALETTES = (
    (ENCRE, LAGUNE, SABLE, VERMILLON, BRUME),
    (SABLE, ENCRE, VERMILLON, LAGUNE, PAPIER),
    (BRUME, ENCRE, LAGUNE, SAFRAN, PAPIER),
    (VERMILLON, SABLE, ENCRE, ROSE, PAPIER),
    (SAFRAN, ENCRE, PAPIER, VERMILLON, SABLE),
    (LAGUNE, ENCRE, BRUME, SAFRAN, SABLE),
)


class _Hasard:
    """A stream of small integers drawn from a seed: the same on every machine and every version of Python."""

    def __init__(self, graine: str):
        self._reserve = int.from_bytes(hashlib.sha512(graine.encode()).digest())

    def entier(self, borne: int) -> int:
        """Return an integer from 0 to `borne` - 1."""
        if self._reserve < 1 << 64:
            self._reserve = int.from_bytes(hashlib.sha512(str(self._reserve).encode()).digest())
        self._reserve, tire = divmod(self._reserve, borne)
        return tire

    def un(self, choix):
        """Return one of the items of a sequence."""
        return choix[self.entier(len(choix))]


def _tuiles(hasard: _Hasard, couleurs: tuple[str, ...]) -> str:
    """Tiles of a town: quarter discs, arches, roofs, stripes and squares on a grid of 100."""
    formes = []
    for rang in range(HAUTEUR // 100):
        for colonne in range(LARGEUR // 100):
            x, y = colonne * 100, rang * 100
            fond, trait = hasard.un(couleurs), hasard.un(couleurs)
            if fond != couleurs[0]:
                formes.append(f'<path fill="{fond}" d="M{x} {y}h101v101h-101z"/>')
            if trait == fond:
                continue
            match hasard.entier(8):
                case 0:
                    d = f"M{x} {y}h100a100 100 0 0 1-100 100z"
                case 1:
                    d = f"M{x + 100} {y}v100h-100a100 100 0 0 1 100-100z"
                case 2:
                    d = f"M{x} {y + 100}v-100a100 100 0 0 1 100 100z"
                case 3:
                    d = f"M{x} {y + 100}v-50a50 50 0 0 1 100 0v50h-25v-50a25 25 0 0 0-50 0v50z"
                case 4:
                    d = f"M{x} {y + 100}l50-100 50 100z"
                case 5:
                    d = "".join(f"M{x} {y + 10 + pas * 25}h100v10h-100z" for pas in range(4))
                case 6:
                    d = f"M{x + 50} {y + 20}a30 30 0 1 0 .1 0z"
                case _:
                    d = f"M{x} {y}h50v50h50v50h-50v-50h-50z"
            formes.append(f'<path fill="{trait}" d="{d}"/>')
    return "".join(formes)


def _plan(hasard: _Hasard, couleurs: tuple[str, ...]) -> str:
    """A radial plan: rings of blocks around a square, cut by streets, crossed by a river."""
    fond, fort, second, vif, clair = couleurs
    cx, cy = 140 + 40 * hasard.entier(9), 100 + 40 * hasard.entier(6)
    formes = []
    for anneau in range(6):
        dedans, dehors = 46 + anneau * 74, 46 + anneau * 74 + 60
        parts = 6 + anneau * 4
        depart = hasard.entier(100) / 100
        blocs = {fort: "", second: "", clair: ""}
        for part in range(parts):
            tirage = hasard.entier(7)
            if tirage == 6:
                continue
            marge = 7 / dehors
            a, b = (2 * pi * (part + depart) / parts + marge, 2 * pi * (part + 1 + depart) / parts - marge)
            if not _touche_cadre(cx, cy, dedans, dehors, a, b):
                continue
            teinte = (fort, fort, fort, second, second, clair)[tirage]
            blocs[teinte] += (
                f"M{cx + dedans * cos(a):.0f} {cy + dedans * sin(a):.0f}"
                f"A{dedans} {dedans} 0 0 1 {cx + dedans * cos(b):.0f} {cy + dedans * sin(b):.0f}"
                f"L{cx + dehors * cos(b):.0f} {cy + dehors * sin(b):.0f}"
                f"A{dehors} {dehors} 0 0 0 {cx + dehors * cos(a):.0f} {cy + dehors * sin(a):.0f}z"
            )
        formes += [f'<path fill="{teinte}" d="{d}"/>' for teinte, d in blocs.items() if d]
    haut, bas = 60 * hasard.entier(11), 60 * hasard.entier(11)
    formes.append(
        f'<path fill="none" stroke="{fond}" stroke-width="74" d="M{haut}-40C{haut} 180 {bas} 220 {bas} 440"/>'
        f'<path fill="none" stroke="{clair}" stroke-width="46" d="M{haut}-40C{haut} 180 {bas} 220 {bas} 440"/>'
        f'<circle cx="{cx}" cy="{cy}" r="26" fill="{vif}"/>'
    )
    return "".join(formes)


def _touche_cadre(cx, cy, dedans, dehors, a, b) -> bool:
    milieu, rayon = (a + b) / 2, (dedans + dehors) / 2
    x, y = cx + rayon * cos(milieu), cy + rayon * sin(milieu)
    return -70 < x < LARGEUR + 70 and -70 < y < HAUTEUR + 70


def _relief(hasard: _Hasard, couleurs: tuple[str, ...]) -> str:
    """A chart: a coast in contour lines, steeper on one side, the depths of the sea drawn around it."""
    fond, fort, second, vif, clair = couleurs
    cx, cy = 190 + 55 * hasard.entier(5), 120 + 40 * hasard.entier(5)
    pente_x, pente_y = 3 * hasard.entier(7) - 9, 3 * hasard.entier(5) - 6
    rayons = [58 + hasard.entier(71) for _ in range(13)]
    formes = []
    for etage, teinte in enumerate(("none", "none", "none", clair, clair, clair, second, second, fort, fort, vif)):
        taille = (3.9, 3.5, 3.1, 2.65, 2.3, 1.95, 1.6, 1.27, 0.95, 0.62, 0.28)[etage]
        d = _boucle(cx + pente_x * etage, cy + pente_y * etage, [taille * rayon for rayon in rayons])
        trait = second if etage < 3 else fond
        formes.append(f'<path fill="{teinte}" stroke="{trait}" stroke-width="3" d="{d}"/>')
    return "".join(formes)


def _boucle(cx, cy, rayons) -> str:
    """Return a smooth closed path around a centre: quadratic curves through the middles of a polygon's sides."""
    angles = [2 * pi * rang / len(rayons) for rang in range(len(rayons))]
    points = [(cx + 1.25 * rayon * cos(angle), cy + rayon * sin(angle)) for rayon, angle in zip(rayons, angles, strict=True)]
    milieux = [((x + x2) / 2, (y + y2) / 2) for (x, y), (x2, y2) in zip(points, points[1:] + points[:1], strict=True)]
    courbes = "".join(
        f"Q{x:.0f} {y:.0f} {mx:.0f} {my:.0f}"
        for (x, y), (mx, my) in zip(points[1:] + points[:1], milieux[1:] + milieux[:1], strict=True)
    )
    return f"M{milieux[0][0]:.0f} {milieux[0][1]:.0f}{courbes}z"


MOTIFS = (_tuiles, _plan, _relief)


def dessiner(graine, *, variante=""):
    """Return the inline SVG of a cover, hidden from assistive technologies: it decorates, the title speaks.

    Args:
        graine: the subject (a country code, a theme, a title); it chooses the colours.
        variante: what tells apart two covers of one subject (a slug); with `graine`, it chooses the composition.
    """
    couleurs = _Hasard(str(graine)).un(PALETTES)
    hasard = _Hasard(f"{graine}/{variante}")
    composer = hasard.un(MOTIFS)
    return format_html(
        '<svg class="couverture" width="{0}" height="{1}" viewBox="0 0 {0} {1}" preserveAspectRatio="xMidYMid slice" '
        'aria-hidden="true" focusable="false">'
        '<path fill="{2}" d="M0 0h600v400H0z"/>{3}</svg>',
        LARGEUR,
        HAUTEUR,
        couleurs[0],
        mark_safe(composer(hasard, couleurs)),  # noqa: S308 - our own drawing, no text of anyone in it
    )
