"""Room on a map: points that would cover each other are set apart, names go where there is nothing."""

from bisect import bisect_left
from collections import defaultdict
from math import cos, dist, pi, sin

TOURS = 8
"""Rings looked at around a place that is taken, each a third of `ecart` further; beyond, the point stays covered."""
RAYONS = 12
"""Directions looked at on each ring."""


def ecarter(places, ecart):
    """Return where to draw each (x, y) of `places`: there, or at the nearest room, `ecart` or more from those before it."""
    poses, cases = [], defaultdict(list)
    for place in places:
        libre = next((une for une in _autour(place, ecart) if _est_libre(une, cases, ecart)), place)
        cases[_case(libre, ecart)].append(libre)
        poses.append(libre)
    return poses


def _autour(place, ecart):
    x, y = (round(degre) for degre in place)
    yield x, y
    for tour in range(1, TOURS + 1):
        rayon = ecart * tour / 3
        for rang in range(RAYONS):
            angle = 2 * pi * rang / RAYONS
            yield round(x + rayon * cos(angle)), round(y + rayon * sin(angle))


def _case(place, ecart):
    return int(place[0] // ecart), int(place[1] // ecart)


def _est_libre(place, cases, ecart):
    colonne, rangee = _case(place, ecart)
    voisines = ((c, r) for c in (colonne - 1, colonne, colonne + 1) for r in (rangee - 1, rangee, rangee + 1))
    return not any(dist(place, autre) < ecart for case in voisines for autre in cases.get(case, ()))


class Obstacles:
    """The points of a drawing, that no name may cover."""

    def __init__(self, places):
        self.places = sorted((y, x) for x, y in places)

    def dans(self, gauche, haut, droite, bas, rayon):
        """Tell whether a box covers a point of this radius."""
        for y, x in self.places[bisect_left(self.places, (haut - rayon,)) :]:
            if y >= bas + rayon:
                return False
            if gauche - rayon < x < droite + rayon:
                return True
        return False
