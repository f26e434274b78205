"""Locator maps: what they show, what they weigh, how long they are kept."""

import re
import xml.etree.ElementTree as ET

import pytest

from actualites.models import Actualite
from pages.exemples import ligne
from socle.templatetags import composants
from territoires import projection, reperes
from territoires.contours import contours
from territoires.models import Pays, Theme
from tests.fabriques import ActualiteFabrique, PaysFabrique, ThemeFabrique

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def japon(db):
    return PaysFabrique(alpha2="JP", nom="Japon")


def test_every_country_has_a_light_map_where_it_stands_in_view():
    poids = {}
    for code in contours()["monde"]:
        svg = reperes.dessiner(code, None, None)
        poids[code] = len(svg)
        racine = ET.fromstring(svg)
        x, y, largeur, hauteur = map(float, racine.attrib["viewBox"].split())
        assert largeur == pytest.approx(2 * hauteur, abs=1), code
        gauche, haut, droite, bas = reperes._emprise(code, None, None)
        assert bas - haut <= hauteur * 2 / 3, code  # what a 3:1 frame leaves
        assert x + largeur * 0.12 <= gauche, code  # what a 3:2 frame leaves
        assert droite <= x + largeur * 0.88, code
        assert racine[1][1].attrib["d"], code
    assert max(poids.values()) < 25_000
    assert sum(poids.values()) / len(poids) < 6_000


@pytest.mark.parametrize("code", ["MA", "LB", "FR", "ID"])
def test_nothing_is_drawn_out_of_the_window(code):
    racine = ET.fromstring(reperes.dessiner(code, None, None))
    x, y, largeur, hauteur = map(float, racine.attrib["viewBox"].split())
    for chemin in racine[1].iter(f"{SVG}path"):
        for anneau in reperes._lire(chemin.attrib["d"]):
            assert all(x - 5 <= px <= x + largeur + 5 and y - 5 <= py <= y + hauteur + 5 for px, py in anneau)


def test_a_window_is_on_the_largest_part_of_a_country():
    gauche, _, droite, _ = reperes._emprise("FR", None, None)
    lille, nice = projection.monde(3.06, 50.63), projection.monde(7.26, 43.7)
    assert gauche < lille[0] < nice[0] < droite
    assert droite - gauche < 100


def test_a_small_country_is_ringed_even_when_it_has_no_outline():
    assert "<circle" in reperes.dessiner("LB", None, None)
    assert "<circle" not in reperes.dessiner("MA", None, None)
    assert "MV" not in contours()["monde"]
    x, y = projection.monde(73.5, 4.2)
    assert f'cx="{x:g}" cy="{y:g}"' in reperes.dessiner("MV", 73.5, 4.2)


def test_a_map_needs_no_style_but_that_of_a_dark_scheme(client, japon):
    svg = reperes.dessiner("MA", None, None)
    assert svg.count("<style>") == svg.count("@media (prefers-color-scheme:dark)") == 1
    sans = svg.replace(reperes.STYLE.balise, "")
    assert not re.search(r"style|script|href|<text", sans)
    assert re.findall(r'<(?:path|g)(?![^>]*(?:fill|stroke)=")[^>]*>', sans) == []
    for classe in re.findall(r"\.(\w+)\{", reperes.STYLE.balise):
        assert f'class="{classe}"' in reperes.dessiner("LB", None, None)
    # The policy of its address lets that style in, and no other.
    assert f"style-src 'self' {reperes.STYLE.source_csp};" in client.get(japon.repere)["Content-Security-Policy"] + ";"


def test_a_map_is_kept_a_year_under_an_address_that_changes_with_it(client, japon):
    assert japon.repere == f"/carte/reperes/{reperes.VERSION}/jp.svg"
    reponse = client.get(japon.repere)
    assert reponse["Content-Type"] == "image/svg+xml"
    assert reponse["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not reponse.cookies
    ancienne = client.get("/carte/reperes/00000000/jp.svg")
    assert (ancienne.status_code, ancienne["Cache-Control"]) == (200, "no-cache")
    assert ancienne.content == reponse.content


def test_unknown_countries_and_those_nobody_can_place_have_no_map(client, japon):
    assert client.get("/carte/reperes/0/zz.svg").status_code == 404
    assert client.get("/carte/reperes/0/" + "a" * 300 + ".svg").status_code == 404
    antarctique = PaysFabrique(alpha2="AQ", latitude=None, longitude=None)
    assert antarctique.repere == ""
    assert client.get("/carte/reperes/0/aq.svg").status_code == 404


class TestVisuel:
    def de(self, pays=(), themes=(), **champs):
        une = ligne(Actualite, titre="T", slug="t", liens={"pays": list(pays), "themes": list(themes)}, **champs)
        return composants.visuel(une)

    def test_one_country_gives_its_map(self):
        visuel = self.de([Pays(alpha2="JP", nom="Japon")], [Theme(nom="Eau")])
        assert visuel["repere"].endswith("/jp.svg")
        assert (visuel["libelle"], visuel["mots"]) == ("Japon", "")

    def test_several_countries_are_named_while_they_are_few(self):
        pays = [Pays(alpha2="AM", nom="Arménie"), Pays(alpha2="LB", nom="Liban")]
        assert self.de(pays)["mots"] == "Arménie, Liban"
        assert self.de(pays)["repere"] == ""
        assert self.de(pays * 2, [Theme(nom="Eau")])["mots"] == "Eau"

    def test_else_the_first_theme_else_the_kind(self):
        assert self.de(themes=[Theme(nom="Eau"), Theme(nom="Climat")])["mots"] == "Eau"
        assert self.de(genre="tribune")["mots"] == "Tribune"

    def test_no_words_where_the_title_already_says_them(self):
        une = ligne(Actualite, titre="T", slug="t", liens={"pays": [], "themes": [Theme(nom="Eau")]})
        assert composants.visuel(une, libelle=False)["mots"] == ""
        assert composants.visuel(une, usage="pleine")["mots"] == ""

    def test_the_ground_of_words_is_always_the_same(self):
        assert self.de(genre="tribune")["ton"] == self.de(genre="tribune")["ton"] in composants.TONS


@pytest.mark.parametrize(
    ("nom", "lettre"),
    [
        ("Ville d’Aix-en-Provence", "A"),
        ("Département de la Réunion", "R"),
        ("Communauté d’agglomération du Pays Basque", "P"),
        ("Métropole Aix-Marseille-Provence", "A"),
        ("Nantes Métropole", "N"),
        ("Ville d’Évry", "É"),
        ("Ville", "V"),
        ("bordeaux", "B"),
    ],
)
def test_a_name_without_a_logo_has_the_letter_of_its_own_name(nom, lettre):
    assert composants.monogramme(nom) == lettre


def test_no_mosaic_stands_beside_news_people_or_places(client, japon):
    ActualiteFabrique(pays=[japon])
    ActualiteFabrique(themes=[ThemeFabrique(nom="Eau")])
    for adresse in ("/actualites/", "/", "/annuaire/", "/groupes-pays/"):
        assert 'class="couverture"' not in client.get(adresse).text
