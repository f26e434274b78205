"""The two projections of the portal's maps, from degrees (WGS 84) to the units of their drawings (`donnees/contours.json`).

The world: Equal Earth (Šavrič, Patterson and Jenny, 2018), which keeps areas, centred on 11° E so that no country is cut.
France: the conic of Lambert with the parallels of Lambert-93, on the sphere; each overseas département has a box of its own.
"""

from math import asin, cos, log, pi, radians, sin, sqrt, tan
from typing import NamedTuple

LARGEUR_MONDE, HAUTEUR_MONDE = 2000, 864
LARGEUR_FRANCE, HAUTEUR_FRANCE = 1090, 1000

_MERIDIEN = 11.0
_NORD = 83.7
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_RACINE = sqrt(3) / 2


def _equal_earth(longitude, latitude):
    ecart = radians((longitude - _MERIDIEN + 180) % 360 - 180)
    theta = asin(_RACINE * sin(radians(latitude)))
    carre = theta * theta
    six = carre**3
    derivee = _A[0] + 3 * _A[1] * carre + six * (7 * _A[2] + 9 * _A[3] * carre)
    return ecart * cos(theta) / (_RACINE * derivee), theta * (_A[0] + _A[1] * carre + six * (_A[2] + _A[3] * carre))


_HAUT = _equal_earth(_MERIDIEN, _NORD)[1]
_ECHELLE = LARGEUR_MONDE / (2 * pi / (_RACINE * _A[0]))


def monde(longitude, latitude):
    """Return the (x, y) of a point on the map of the world; y may leave the drawing near the poles."""
    x, y = _equal_earth(longitude, latitude)
    return LARGEUR_MONDE / 2 + x * _ECHELLE, (_HAUT - y) * _ECHELLE


class Cadre(NamedTuple):
    """A part of France: the degrees it holds, and the box (left, top, width, height) it is drawn in."""

    ouest: float
    sud: float
    est: float
    nord: float
    gauche: float
    haut: float
    largeur: float
    hauteur: float


OUTRE_MER = {
    "971": Cadre(-61.85, 15.80, -60.98, 16.54, 10, 490, 100, 96),
    "972": Cadre(-61.26, 14.36, -60.78, 14.91, 10, 590, 100, 96),
    "973": Cadre(-54.62, 2.10, -51.60, 5.78, 10, 690, 100, 96),
    "974": Cadre(55.19, -21.42, 55.86, -20.85, 10, 790, 100, 96),
    "976": Cadre(45.00, -13.02, 45.32, -12.62, 10, 890, 100, 96),
}
"""The boxes of the overseas départements, by code."""


def _conique(longitude, latitude):
    nord, sud = radians(49), radians(44)
    n = log(cos(sud) / cos(nord)) / log(tan(pi / 4 + nord / 2) / tan(pi / 4 + sud / 2))
    facteur = cos(sud) * tan(pi / 4 + sud / 2) ** n / n
    rayon = facteur / tan(pi / 4 + radians(latitude) / 2) ** n
    angle = n * radians(longitude - 3)
    return rayon * sin(angle), -rayon * cos(angle)


_OUEST, _HAUT_FRANCE = -0.0974, _conique(2.5, 51.15)[1]
_METROPOLE = (-5.5, 41.2, 9.8, 51.3)
_ECHELLE_FRANCE = 5900


def france(longitude, latitude):
    """Return the (x, y) of a point on the map of France, None for one that it does not show."""
    ouest, sud, est, nord = _METROPOLE
    if ouest < longitude < est and sud < latitude < nord:
        x, y = _conique(longitude, latitude)
        return (x - _OUEST) * _ECHELLE_FRANCE, (_HAUT_FRANCE - y) * _ECHELLE_FRANCE
    for cadre in OUTRE_MER.values():
        if cadre.ouest <= longitude <= cadre.est and cadre.sud <= latitude <= cadre.nord:
            return _dans(cadre, longitude, latitude)
    return None


def _dans(cadre, longitude, latitude):
    etroit = cos(radians((cadre.sud + cadre.nord) / 2))
    echelle = min(cadre.largeur / ((cadre.est - cadre.ouest) * etroit), cadre.hauteur / (cadre.nord - cadre.sud)) * 0.9
    x = (longitude - (cadre.ouest + cadre.est) / 2) * etroit * echelle
    y = ((cadre.nord + cadre.sud) / 2 - latitude) * echelle
    return cadre.gauche + cadre.largeur / 2 + x, cadre.haut + cadre.hauteur / 2 + y
