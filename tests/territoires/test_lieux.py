"""Where towns stand, and where they are drawn."""

import gzip
import re
from csv import DictReader

import pytest

from territoires import projection, trace
from territoires.contours import contours
from territoires.lecture import FICHIER, lire
from territoires.lieux import INCONNUE, ville
from tests.fabriques import CommuneFabrique, DepartementFabrique, PaysFabrique, RegionFabrique
from tests.refus import refuse_par_la_base


@pytest.mark.parametrize(
    ("nom", "pays", "point"),
    [
        ("Fès", "MA", (34.03, -5.0)),
        ("FES", "MA", (34.03, -5.0)),
        ("Mykolaïv", "UA", (46.98, 31.99)),
        ("Francfort", "DE", (50.12, 8.68)),
        ("Kanazawa", "JP", (36.6, 136.62)),
        ("Méderdra", "MR", (16.92, -15.66)),
    ],
)
def test_a_town_is_found_by_the_name_it_has_in_french(nom, pays, point):
    assert ville(nom, pays)[:2] == point


@pytest.mark.parametrize(
    ("nom", "pays", "anglais"), [("Alep", "SY", "Aleppo"), ("Tanger", "MA", "Tangier"), ("Fès", "MA", "Fes")]
)
def test_a_town_has_its_name_in_english(nom, pays, anglais):
    assert ville(nom, pays).nom_anglais == anglais


@pytest.mark.parametrize(
    ("nom", "pays"), [("Fès", "JP"), ("Nulle Part", "MA"), ("Fè", "MA"), ("東京", "JP"), ("", "MA"), ("Fès", "ZZ")]
)
def test_what_is_not_known_has_no_point(nom, pays):
    assert ville(nom, pays) == INCONNUE


def test_among_homonyms_the_most_populous_is_meant():
    latitude, longitude, _ = ville("San José", "CR")
    assert (round(latitude), round(longitude)) == (10, -84)


def test_every_point_of_the_referentiel_is_on_the_globe_and_metropolitan_communes_have_theirs():
    tables = lire(FICHIER).tables
    for nom in ("pays", "regions", "departements", "communes"):
        for ligne in tables[nom]:
            if ligne["latitude"] is not None:
                assert -90 <= ligne["latitude"] <= 90 and -180 <= ligne["longitude"] <= 180, ligne
    assert [ligne["code"] for ligne in tables["departements"] if ligne["latitude"] is None] == []
    assert [ligne["alpha2"] for ligne in tables["pays"] if ligne["latitude"] is None] == SANS_POINT
    sans = [ligne["insee"] for ligne in tables["communes"] if ligne["latitude"] is None and ligne["departement_id"]]
    assert len(sans) < 20, sans


SANS_POINT = ["AQ", "BV", "UM"]


def test_a_commune_stands_in_its_departement():
    """Aix-en-Provence, whose map would otherwise be read wrong by all who know it."""
    ligne = next(une for une in lire(FICHIER).tables["communes"] if une["insee"] == "13001")
    assert (ligne["latitude"], ligne["longitude"]) == pytest.approx((43.53, 5.4), abs=0.03)


def test_crimea_is_drawn_in_ukraine():
    x, y = projection.monde(34.1, 45.3)
    assert dans_un_anneau(contours()["monde"]["UA"], x, y)
    assert not dans_un_anneau(contours()["monde"]["RU"], x, y)


def test_every_drawing_begins_at_a_place_of_its_own_and_fits():
    france = contours()["france"]
    assert len(france["departements"]) == 101
    for dessin in [*contours()["monde"].values(), *france["departements"].values(), france["limites"]]:
        assert re.fullmatch(r"M-?\d+ -?\d+l[-mz \d]+", dessin), dessin[:60]
    for dessin, largeur, hauteur in [
        ("".join(contours()["monde"].values()), projection.LARGEUR_MONDE, projection.HAUTEUR_MONDE),
        ("".join(france["departements"].values()), projection.LARGEUR_FRANCE, projection.HAUTEUR_FRANCE),
    ]:
        for x, y in (point for anneau in anneaux(dessin) for point in anneau):
            assert -2 <= x <= largeur + 2 and -2 <= y <= hauteur + 25


def test_the_overseas_departements_have_a_box_and_the_rest_of_the_world_none():
    assert projection.france(2.35, 48.86) is not None
    gauche, haut, largeur, hauteur = projection.OUTRE_MER["974"][4:]
    x, y = projection.france(55.5, -21.1)
    assert gauche <= x <= gauche + largeur and haut <= y <= haut + hauteur
    assert projection.france(135.8, 35.0) is None


def test_a_line_keeps_its_ends_and_loses_what_does_not_show():
    assert trace.simplifier([(0, 0), (5, 0.01), (10, 0)], 1) == [(0, 0), (10, 0)]
    assert trace.simplifier([(0, 0), (5, 5), (10, 0)], 1) == [(0, 0), (5, 5), (10, 0)]
    assert trace.simplifier([(0, 0), (10, 0)], 1) == [(0, 0), (10, 0)]


def test_two_neighbours_share_their_border():
    gauche = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    droite = [(1, 0), (2, 0), (2, 1), (1, 1), (1, 0)]
    arcs, contours_ = trace.topologie({"a": [gauche], "b": [droite]})
    communs = {rang if rang >= 0 else ~rang for rang in contours_["a"][0]} & {
        rang if rang >= 0 else ~rang for rang in contours_["b"][0]
    }
    assert [sorted(arcs[rang]) for rang in communs] == [[(1, 0), (1, 1)]]
    assert set(trace.assembler(contours_["b"][0], arcs)) == set(droite)


def test_the_middle_of_a_hollow_shape_is_inside_it():
    fer_a_cheval = [(0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10), (0, 0)]
    x, y = trace.milieu([fer_a_cheval])
    assert (0 <= x <= 2 or 8 <= x <= 10) or y <= 2


def test_the_points_of_the_source_name_each_place_once():
    with gzip.open(FICHIER.parent / "sources" / "points.csv.gz", "rt", encoding="utf-8") as fichier:
        cles = [(ligne["niveau"], ligne["code"]) for ligne in DictReader(fichier)]
    assert len(cles) == len(set(cles)) > 35_000


def anneaux(dessin):
    """Return the rings of a drawing, as lists of points."""
    tous, plume, depart = [], (0, 0), (0, 0)
    for lettre, nombres in re.findall(r"([Mmlz])([^Mmlz]*)", dessin):
        valeurs = [int(un) for un in re.findall(r"-?\d+", nombres)]
        if lettre == "z":
            plume = depart
            continue
        for rang in range(0, len(valeurs), 2):
            dx, dy = valeurs[rang : rang + 2]
            plume = (dx, dy) if lettre == "M" else (plume[0] + dx, plume[1] + dy)
            if rang == 0 and lettre in "Mm":
                depart = plume
                tous.append([])
            tous[-1].append(plume)
    return tous


def dans_un_anneau(dessin, x, y):
    """Return whether a point is inside a drawing, by the rule of even and odd."""
    croisements = 0
    for anneau in anneaux(dessin):
        for (ax, ay), (bx, by) in zip(anneau, [*anneau[1:], anneau[0]], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                croisements += 1
    return croisements % 2 == 1


@pytest.mark.parametrize(
    ("fabrique", "contrainte"),
    [
        (PaysFabrique, "pays_point"),
        (RegionFabrique, "region_point"),
        (DepartementFabrique, "departement_point"),
        (CommuneFabrique, "commune_point"),
    ],
)
@pytest.mark.parametrize("point", [(48.8, None), (None, 2.3), (91, 2.3), (48.8, 181)])
def test_a_place_has_a_whole_point_on_the_globe_or_none(fabrique, contrainte, point, db):
    lieu = fabrique()
    latitude, longitude = point
    with refuse_par_la_base(contrainte):
        type(lieu).objects.filter(pk=lieu.pk).update(latitude=latitude, longitude=longitude)
