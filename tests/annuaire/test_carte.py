"""The map of partnerships."""

import gzip
import re
from datetime import timedelta
from itertools import combinations
from math import dist

import pytest
from django.utils import timezone

from annuaire import carte
from annuaire.carte_dessin import Dessin, Fenetre, Point, nom_court, ouvrir_fenetre, ton
from annuaire.models import AutoriteLocale, Collectivite
from territoires.contours import contours
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    CommuneFabrique,
    DepartementFabrique,
    EpciFabrique,
    PartenariatFabrique,
    PaysFabrique,
    RegionFabrique,
    SecteurFabrique,
)
from tests.lecture_html import sur_une_ligne

CARTE = "/annuaire/carte/"


def page(client, requete="", statut=200):
    reponse = client.get(f"{CARTE}{requete}")
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.text)


@pytest.fixture
def maroc(db):
    return PaysFabrique(alpha2="MA", nom="Maroc", slug="maroc", latitude=29.8, longitude=-8.5)


@pytest.fixture
def fes(maroc):
    return AutoriteLocaleFabrique(nom="Fès", slug="fes-ma", pays=maroc, latitude=34.03, longitude=-5.0)


@pytest.fixture
def montpellier(db):
    occitanie = RegionFabrique(code="76", nom="Occitanie", slug="occitanie")
    herault = DepartementFabrique(code="34", nom="Hérault", region=occitanie, latitude=43.6, longitude=3.4)
    commune = CommuneFabrique(insee="34172", nom="Montpellier", departement=herault, latitude=43.61, longitude=3.87)
    return CollectiviteFabrique(
        nom="Ville de Montpellier", slug="montpellier", type="commune", commune=commune, departement=herault, region=occitanie
    )


@pytest.fixture
def jumelage(montpellier, fes):
    return PartenariatFabrique(collectivites=[montpellier], autorites=[fes], nature="jumelage", annee=2003)


class TestPage:
    def test_an_empty_map_says_so(self, visiteur, db):
        contenu = page(visiteur)
        assert "Aucun partenariat pour le moment" in contenu
        assert '<svg class="planisphere' not in contenu

    def test_a_town_and_its_country_are_links_on_the_map_and_in_the_table(self, visiteur, jumelage):
        contenu = page(visiteur)
        carte_du_monde, _, tableaux = contenu.partition('id="tableaux"')
        for adresse in ("/annuaire/autorites/fes-ma/", "/annuaire/montpellier/", "/pays/maroc/"):
            assert f'<a href="{adresse}"' in carte_du_monde
            assert f'<a href="{adresse}"' in tableaux
        assert 'aria-label="Maroc\u00a0: 1 partenariat"' in carte_du_monde
        assert len(visiteur.get(CARTE).context["carte"]["monde"].arcs) == 1
        assert "1 partenariat<" in contenu

    def test_each_pair_of_towns_has_its_arc(self, visiteur, montpellier, maroc, fes):
        autre = CollectiviteFabrique(latitude=47.2, longitude=-1.55)
        rabat = AutoriteLocaleFabrique(pays=maroc, latitude=34.0, longitude=-6.8)
        PartenariatFabrique(collectivites=[montpellier, autre], autorites=[fes, rabat])
        PartenariatFabrique(collectivites=[montpellier], autorites=[fes], nature="pacte")
        assert len(visiteur.get(CARTE).context["carte"]["monde"].arcs) == 4

    def test_neither_style_nor_script_is_written_in_the_page(self, visiteur, jumelage):
        contenu = page(visiteur)
        assert " style=" not in contenu and "<style" not in contenu and " onclick" not in contenu

    def test_a_hidden_collectivite_is_named_nowhere(self, visiteur, jumelage, fes):
        cachee = CollectiviteFabrique(nom="Ville cachée", visible=False)
        jumelage.collectivites.add(cachee)
        PartenariatFabrique(collectivites=[cachee], autorites=[AutoriteLocaleFabrique(nom="Seule", pays=fes.pays)])
        contenu = page(visiteur)
        assert "Ville cachée" not in contenu and "Seule" not in contenu
        assert [(pays.nombre, pays.villes, pays.francaises) for pays in visiteur.get(CARTE).context["par_pays"]] == [(1, 1, 1)]

    def test_a_place_nobody_knows_is_in_the_tables_only(self, visiteur, montpellier):
        perdue = AutoriteLocaleFabrique(nom="Perdue", slug="perdue", pays=PaysFabrique(alpha2="ZZ", nom="Pays inconnu"))
        PartenariatFabrique(collectivites=[montpellier], autorites=[perdue])
        carte_du_monde, _, tableaux = page(visiteur).partition('id="tableaux"')
        assert "/annuaire/autorites/perdue/" not in carte_du_monde
        assert "/annuaire/autorites/perdue/" in tableaux and "Pays inconnu" in tableaux

    def test_to_be_confirmed_is_said_once(self, visiteur, jumelage):
        assert page(visiteur).count("confirmer") == 1
        jumelage.confirme_le = timezone.localdate() - timedelta(days=10)
        jumelage.save()
        assert '<td data-colonne="État">Actif</td>' in page(visiteur)


class TestFilters:
    @pytest.fixture(autouse=True)
    def liens(self, jumelage, montpellier, armenie):
        ailleurs = CollectiviteFabrique(region=RegionFabrique(code="93"))
        masis = AutoriteLocaleFabrique(nom="Masis", pays=armenie)
        lien = PartenariatFabrique(collectivites=[ailleurs], autorites=[masis], nature="cooperation", annee=1990)
        lien.secteurs.add(SecteurFabrique(slug="eau", nom="Eau"))

    @pytest.mark.parametrize(
        ("requete", "ville"),
        [
            ("?region=occitanie", "Fès"),
            ("?pays=MA", "Fès"),
            ("?region=occitanie&pays=MA", "Fès"),
            ("?nature=jumelage", "Fès"),
            ("?annee=2003", "Fès"),
            ("?secteur=eau", "Masis"),
            ("?annee=1990", "Masis"),
        ],
    )
    def test_each_keeps_what_it_says(self, visiteur, requete, ville):
        assert [str(une.autorites.all()[0].nom) for une in visiteur.get(f"{CARTE}{requete}").context["liens"]] == [ville]

    def test_who_in_occitanie_works_with_morocco(self, visiteur):
        contenu = page(visiteur, "?region=occitanie&pays=MA")
        assert "Ville de Montpellier" in contenu and "Occitanie, Maroc" in contenu

    def test_nothing_found_offers_a_way_on(self, visiteur):
        contenu = page(visiteur, "?region=occitanie&pays=AM")
        assert "Aucun partenariat ne réunit ces critères" in contenu and f'href="{CARTE}"' in contenu

    @pytest.mark.parametrize(
        "requete", ["?pays=ZZ", "?region=mars", "?annee=abc", "?nature=%00", "?secteur=x", "?pays=%F0%9F%92%A9"]
    )
    def test_what_makes_no_sense_is_told_with_the_whole_map(self, visiteur, requete):
        contenu = page(visiteur, requete, 400)
        assert "Cette valeur n’existe pas" in contenu and "Masis" in contenu and "Fès" in contenu


class TestMany:
    @pytest.fixture
    def nombreux(self, monkeypatch, montpellier, fes, maroc, armenie):
        monkeypatch.setattr(carte, "DETAIL_MAX", 2)
        PartenariatFabrique.create_batch(3, collectivites=[montpellier], autorites=[fes])
        PartenariatFabrique(collectivites=[montpellier], autorites=[AutoriteLocaleFabrique(pays=armenie)])

    def test_they_are_added_up(self, visiteur, nombreux):
        contenu = page(visiteur)
        assert 'aria-label="Maroc\u00a0: 3 partenariats"' in contenu
        assert 'href="/annuaire/partenariats/?departement=34" aria-label="Hérault (34)\u00a0: 4 partenariats"' in contenu
        assert "/annuaire/autorites/" not in contenu
        assert "au-delà de 2 partenariats" in contenu
        assert 'href="/annuaire/partenariats/">Lire ces partenariats' in contenu

    def test_the_list_of_what_is_added_up_keeps_the_filters(self, visiteur, nombreux):
        assert 'href="/annuaire/partenariats/?pays=MA">Lire' in page(visiteur, "?pays=MA")

    def test_a_country_wears_the_weight_of_its_ties(self, visiteur, nombreux):
        arcs = visiteur.get(CARTE).context["carte"]["monde"].arcs
        assert len(arcs) == 1, "the other country has no point"


def test_the_page_is_light_with_five_thousand_partnerships(visiteur, db):
    """Added up, its weight depends on the countries and départements, all of which are here."""
    communs = [CollectiviteFabrique(departement=DepartementFabrique(code=f"{code:02d}")) for code in range(1, 20)]
    codes = [code for code in contours()["monde"] if code != "fond"]
    for rang, code in enumerate(codes):
        pays = PaysFabrique(alpha2=code, latitude=10, longitude=rang)
        PartenariatFabrique(collectivites=[communs[rang % 19]], autorites=[AutoriteLocaleFabrique(pays=pays)])
    reponse = visiteur.get(CARTE)
    assert not reponse.context["detail"]
    assert len(gzip.compress(reponse.content, 6)) < 150_000


class TestPoints:
    def test_a_correction_comes_first_then_the_commune_then_the_departement(self, montpellier):
        def point():
            une = Collectivite.objects.avec_point().get(pk=montpellier.pk)
            return une.point_latitude, une.point_longitude

        assert point() == (43.61, 3.87)
        Collectivite.objects.update(latitude=43.0, longitude=3.0)
        assert point() == (43.0, 3.0)
        Collectivite.objects.update(latitude=None, longitude=None)
        montpellier.commune.latitude = montpellier.commune.longitude = None
        montpellier.commune.save()
        assert point() == (43.6, 3.4)

    def test_a_grouping_stands_at_its_most_populous_commune(self, db):
        epci = EpciFabrique()
        CommuneFabrique(epci=epci, population=10, latitude=1, longitude=1)
        CommuneFabrique(epci=epci, population=99, latitude=2, longitude=2)
        metropole = CollectiviteFabrique(type="epci", epci=epci)
        assert Collectivite.objects.avec_point().get(pk=metropole.pk).point_latitude == 2

    def test_an_authority_stands_in_its_country_until_it_is_found(self, maroc):
        perdue = AutoriteLocaleFabrique(pays=maroc)
        assert AutoriteLocale.objects.avec_point().get(pk=perdue.pk).point_latitude == 29.8

    def test_an_authority_opened_finds_its_point_and_its_address(self, maroc):
        une = AutoriteLocale.objects.ouvrir(nom="Fès", pays="MA")
        assert (une.slug, une.latitude, une.longitude, une.nom_anglais) == ("fes-ma", 34.03, -5.0, "Fes")
        autre = AutoriteLocale.objects.ouvrir(nom="Fes", pays="MA")
        assert autre.slug == "fes-ma-2"
        assert AutoriteLocale.objects.ouvrir(nom="Nulle Part", pays="MA").latitude is None


class TestDessin:
    def test_the_window_is_the_closest_that_holds_the_places(self):
        assert ouvrir_fenetre([]).largeur == 2000
        assert ouvrir_fenetre([(48.8, 2.3), (34.0, -5.0)]).largeur == 500
        monde = ouvrir_fenetre([(-34.0, -58.0), (35.7, 139.7)])
        assert (monde.x, monde.largeur) == (0, 2000)
        loin = ouvrir_fenetre([(-17.5, 178.0)])
        assert loin.x + loin.largeur <= 2000

    def test_a_name_covers_no_other(self):
        fenetre = Fenetre(0, 0, 2000, 864)
        fenetre.nommer(
            [(500, 400, "Première"), (505, 402, "Dessus"), (500, 700, "Loin"), (1990, 100, "Au bord"), (505, 403, "Trop")]
        )
        assert [(nom.texte, nom.ancre) for nom in fenetre.noms] == [
            ("Première", "start"),
            ("Dessus", "end"),
            ("Loin", "start"),
            ("Au bord", "end"),
        ]

    def test_points_of_one_place_are_set_apart_and_the_first_keeps_it(self):
        fenetre = Fenetre(0, 0, 2000, 864)
        poses = fenetre.ecarter([(500, 400)] * 12 + [(502, 401), (900, 400)])
        assert (poses[0], poses[-1]) == ((500, 400), (900, 400))
        ecarts = [dist(une, autre) for une, autre in combinations(poses, 2)]
        assert min(ecarts) >= 2 * Fenetre.rayon["etroit"] * 2000, "as large as two points of a phone"
        assert max(dist(une, (500, 400)) for une in poses[:-1]) < 100

    def test_a_crowd_stays_within_reach_of_its_place(self):
        poses = Fenetre(0, 0, 2000, 864).ecarter([(500, 400)] * 400)
        assert len(poses) == 400
        assert max(dist(une, (500, 400)) for une in poses) < 100

    def test_a_name_covers_no_point(self):
        fenetre = Fenetre(0, 0, 2000, 864)
        fenetre.points = [Point(x, 400, "", "") for x in (500, 560)]
        fenetre.nommer([(500, 400, "Vers la gauche"), (560, 400, "Vers la droite")])
        assert [nom.ancre for nom in fenetre.noms] == ["end", "start"]

    def test_the_points_of_the_pages_never_cover_each_other(self, client, montpellier, jumelage):
        CollectiviteFabrique(nom="Montpellier Méditerranée Métropole", latitude=43.61, longitude=3.87)
        contenu = sur_une_ligne(client.get("/annuaire/?vue=carte").text)
        places = [(int(x), int(y)) for x, y in re.findall(r'hexagone__point" cx="(\d+)" cy="(\d+)"', contenu)]
        assert len(places) == 2
        assert dist(*places) >= 2 * Dessin.rayon["etroit"] * 1090

    def test_an_arc_ends_where_the_point_of_its_town_is_drawn(self, client, jumelage, maroc):
        voisine = AutoriteLocaleFabrique(nom="Aïn Chkef", pays=maroc, latitude=34.03, longitude=-5.0)
        PartenariatFabrique(collectivites=jumelage.collectivites.all(), autorites=[voisine])
        contenu = page(client)
        points = re.findall(r'planisphere__point" cx="(\d+)" cy="(\d+)"', contenu)
        arrivees = re.findall(r'd="M\d+ \d+Q-?\d+ -?\d+ (\d+) (\d+)"', contenu)
        assert len(set(points)) == 2
        assert sorted(points) == sorted(arrivees)

    def test_what_towns_have_before_their_name_is_left_out(self):
        assert [nom_court(nom) for nom in ("Ville d’Aix", "Ville de Lyon", "Ville du Havre", "Région Occitanie")] == [
            "Aix",
            "Lyon",
            "Le Havre",
            "Région Occitanie",
        ]

    def test_colours_follow_the_logarithm(self):
        assert [ton(nombre, 100) for nombre in (1, 4, 10, 30, 100)] == [1, 1, 2, 3, 3]
        assert ton(1, 1) == 1
