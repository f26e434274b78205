"""Locator maps: where a country is, as a small SVG file that browsers keep for a year."""

import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from socle.palette import JETONS, StyleSombre
from territoires import projection, trace
from territoires.contours import FICHIER, contours

NOMBRE = re.compile(r"-?\d+")
HAUTEURS = (120, 500)
"""The heights of the closest window on the world and of the widest, in units of the drawing."""
AIR = 4.4
"""A country fills 2 / AIR of a window at most: a 3:1 frame, which leaves two thirds of the height in view, never cuts it."""
PETIT = 14
"""Side, in units, under which a country is ringed to be seen."""
ILE = 90
"""An island other than the country's own is left out when it is this many times narrower than the window."""
PART_NOTABLE = 0.2
"""An island counts in the window of its country when its surface is at least this share of the largest."""

STYLE = StyleSombre(
    mer=("fill", "brume"),
    terre=("fill", "carte_terre"),
    pays=("fill", "lagune"),
    trait=("stroke", "papier"),
    cercle=("stroke", "vermillon"),
)
VERSION = hashlib.sha256(
    FICHIER.read_bytes() + Path(__file__).read_bytes() + str(JETONS).encode() + STYLE.balise.encode()
).hexdigest()[:8]
"""Changes with what is drawn and how: part of each address, so that a kept file is never an old one."""


def existe(code, longitude):
    """Return whether the country of an ISO code can be shown: it is drawn, or its point is known."""
    return code in contours()["monde"] or longitude is not None


class Vue(NamedTuple):
    """What a locator map shows, in units of the drawing: the window, the rings of the neighbours and of the country, the ring
    (x, y, radius) around a small country or None."""

    x: int
    y: int
    largeur: int
    hauteur: int
    voisins: list
    pays: list
    cercle: tuple | None


def cadrer(code, longitude, latitude, *, rapport=2, air=AIR / 2):
    """Return the `Vue` of a country among its neighbours, the country in the middle.

    Args:
        code: its ISO code.
        longitude, latitude: its point, in degrees; may be None for a country that is drawn.
        rapport: width of the window by its height. At 2:1, the country stands in what a 3:2 or a 3:1 frame leaves in view.
        air: how many times wider than its country a window is at least.
    """
    gauche, haut, droite, bas = _emprise(code, longitude, latitude)
    besoin = max((bas - haut) * AIR / 2, (droite - gauche) * air / rapport)
    hauteur = round(min(max(besoin, HAUTEURS[0]), HAUTEURS[1]))
    largeur = round(hauteur * rapport)
    x, y = round((gauche + droite - largeur) / 2), round((haut + bas - hauteur) / 2)
    autres = [anneau for autre, anneaux in _anneaux().items() if autre != code for anneau in anneaux]
    cadre = (x - 4, y - 4, x + largeur + 4, y + hauteur + 4)
    petit = max(droite - gauche, bas - haut) < PETIT
    return Vue(
        x,
        y,
        largeur,
        hauteur,
        _dans(cadre, [anneau for anneau in autres if _cote(anneau) > largeur / ILE]),
        _dans(cadre, _anneaux().get(code, [])),
        ((gauche + droite) / 2, (haut + bas) / 2, largeur / 26) if petit else None,
    )


@lru_cache(maxsize=256)
def dessiner(code, longitude, latitude):
    """Return the SVG of what `cadrer` shows, in the colours of the site."""
    vue = cadrer(code, longitude, latitude)
    x, y, largeur, hauteur = vue[:4]
    cercle = ""
    if vue.cercle:
        cx, cy, rayon = vue.cercle
        cercle = (
            f'<circle class="cercle" cx="{cx:g}" cy="{cy:g}" r="{rayon:.1f}" fill="none" '
            f'stroke="{JETONS["vermillon"]}" stroke-width="{largeur / 160:.1f}"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="480" viewBox="{x} {y} {largeur} {hauteur}">'
        f'<path class="mer" fill="{JETONS["brume"]}" d="M{x} {y}h{largeur}v{hauteur}h-{largeur}z"/>'
        f'<g class="trait" stroke="{JETONS["papier"]}" stroke-width="{largeur / 400:.2f}" stroke-linejoin="round">'
        f'<path class="terre" fill="{JETONS["sable"]}" d="{trace.chemin(vue.voisins, ferme=True)}"/>'
        f'<path class="pays" fill="{JETONS["lagune"]}" d="{trace.chemin(vue.pays, ferme=True)}"/></g>{cercle}{STYLE.balise}</svg>'
    )


@cache
def _anneaux():
    """Return the rings of each country, as lists of (x, y): what the paths of `contours` say in moves."""
    return {code: list(_lire(dessin)) for code, dessin in contours()["monde"].items()}


def _lire(dessin):
    # Every number is a move; the first pair of a ring starts from where the ring before it started.
    depart_x = depart_y = 0
    for morceau in dessin.split("z")[:-1]:
        pas = [int(nombre) for nombre in NOMBRE.findall(morceau)]
        depart_x, depart_y = x, y = depart_x + pas[0], depart_y + pas[1]
        anneau = [(x, y)]
        for dx, dy in zip(pas[2::2], pas[3::2], strict=True):
            x, y = x + dx, y + dy
            anneau.append((x, y))
        yield anneau


def _emprise(code, longitude, latitude):
    """Return (left, top, right, bottom) of what counts of a country: its largest part, and the islands worth showing."""
    anneaux = _anneaux().get(code)
    if not anneaux:
        x, y = projection.monde(longitude, latitude)
        return x, y, x, y
    surfaces = [_surface(anneau) for anneau in anneaux]
    notables = [anneau for anneau, surface in zip(anneaux, surfaces, strict=True) if surface >= PART_NOTABLE * max(surfaces)]
    xs, ys = zip(*(point for anneau in notables for point in anneau), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _surface(anneau):
    suivants = anneau[1:] + anneau[:1]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(anneau, suivants, strict=True))) / 2


def _cote(anneau):
    xs, ys = zip(*anneau, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _dans(cadre, anneaux):
    coupes = [_couper(anneau, cadre) for anneau in anneaux]
    return [coupe for coupe in coupes if coupe]


def _couper(anneau, cadre):
    """Return the part of a ring that is in a frame (Sutherland and Hodgman, 1974)."""
    for rang, borne in enumerate(cadre):
        axe, sens = rang % 2, 1 if rang < 2 else -1
        garde = []
        for avant, point in zip(anneau[-1:] + anneau[:-1], anneau, strict=True):
            dehors, dedans = sens * (avant[axe] - borne), sens * (point[axe] - borne)
            if (dehors >= 0) != (dedans >= 0):
                part = dehors / (dehors - dedans)
                garde.append(tuple(a + part * (b - a) for a, b in zip(avant, point, strict=True)))
            if dedans >= 0:
                garde.append(point)
        anneau = garde
        if not anneau:
            break
    return anneau
