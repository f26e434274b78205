"""The three views of the directory: what each shows of the same filter, its title, its orders, its cost."""

import re
from datetime import UTC, datetime

import pytest

from annuaire import carte_annuaire
from annuaire.models import Collectivite
from annuaire.titres import de_la_region
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    DepartementFabrique,
    EpciFabrique,
    PartenariatFabrique,
    PaysFabrique,
    RegionFabrique,
    SecteurFabrique,
)
from tests.lecture_html import sur_une_ligne

VUES = ("liste", "table", "carte")


def page(client, requete="", statut=200):
    reponse = client.get(f"/annuaire/{requete}")
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.text)


def titre(contenu):
    return re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", contenu)[1]).replace("\u00a0", " ")


def noms(client, requete=""):
    return [une.nom for une in client.get(f"/annuaire/{requete}").context["rangees"]]


@pytest.fixture
def occitanie(db):
    """Two towns and a département of Occitanie; Montpellier and the département work with Morocco."""
    region = RegionFabrique(code="76", nom="Occitanie", slug="occitanie")
    herault = DepartementFabrique(code="34", nom="Hérault", region=region)
    maroc = PaysFabrique(alpha2="MA", nom="Maroc", slug="maroc", article="le")
    montpellier = CollectiviteFabrique(nom="Ville de Montpellier", slug="montpellier", commune__departement=herault)
    CollectiviteFabrique(nom="Ville de Sète", slug="sete", commune__departement=herault)
    CollectiviteFabrique(
        nom="Département de l’Hérault", type="departement", commune=None, departement=herault, region=region, pays=[maroc]
    )
    PartenariatFabrique(collectivites=[montpellier], autorites=[AutoriteLocaleFabrique(nom="Fès", pays=maroc)])
    return region


def test_which_towns_of_occitanie_work_with_morocco_in_two_clicks(visiteur, occitanie, aix):
    formulaire = page(visiteur).partition('<form class="qui-avec" action="/annuaire/"')[2].partition("</form>")[0]
    for nom, valeur in {"pays": "MA", "region": "occitanie", "type": "commune"}.items():
        assert re.search(f'<select name="{nom}".*?<option value="{valeur}">', formulaire)
    contenu = page(visiteur, "?pays=MA&region=occitanie&type=commune")
    assert titre(contenu) == "Communes d’Occitanie qui travaillent avec le Maroc (1)"
    assert "<title>Communes d’Occitanie qui travaillent avec le Maroc – " in contenu
    assert "Ville de Montpellier" in contenu and "Sète" not in contenu


@pytest.mark.parametrize(
    ("requete", "attendu"),
    [
        ("", "Annuaire des collectivités"),
        ("?vue=table&tri=maj", "Annuaire des collectivités"),
        ("?pays=MA", "Collectivités qui travaillent avec le Maroc (2)"),
        ("?type=departement&adherent=non", "Départements non adhérents (1)"),
        ("?type=commune&departement=34", "Communes (Hérault) (2)"),
        ("?secteur=eau&q=sète", "Collectivités, secteur Eau, « sète » (0)"),
    ],
)
def test_the_title_says_the_filters(visiteur, occitanie, requete, attendu):
    SecteurFabrique(slug="eau", nom="Eau")
    assert titre(page(visiteur, requete)) == attendu


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("Occitanie", "d’Occitanie"),
        ("Île-de-France", "d’Île-de-France"),
        ("Grand Est", "du Grand Est"),
        ("Centre-Val de Loire", "du Centre-Val de Loire"),
        ("Hauts-de-France", "des Hauts-de-France"),
        ("Pays de la Loire", "des Pays de la Loire"),
        ("La Réunion", "de La Réunion"),
        ("Bretagne", "de Bretagne"),
    ],
)
def test_regions_have_their_article(nom, attendu):
    assert de_la_region(nom) == attendu


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("client", ["visiteur", "membre", "client_editrice"])
def test_the_three_views_show_the_same_collectivites(request, occitanie, aix, client, vue):
    Collectivite.objects.filter(pk=aix.pk).update(latitude=43.5, longitude=5.4)
    Collectivite.objects.filter(slug="sete").update(visible=False)
    contenu = page(request.getfixturevalue(client), f"?type=commune&vue={vue}")
    assert 'href="/annuaire/montpellier/"' in contenu and 'href="/annuaire/aix-en-provence/"' in contenu
    assert "/annuaire/sete/" not in contenu and "Département de l’Hérault" not in contenu
    assert re.search(rf'vue={vue}" aria-current="true"', contenu)
    # The other views keep the filter, and the filter keeps the view.
    autre = VUES[VUES.index(vue) - 1]
    assert f'href="?type=commune&amp;vue={autre}"' in contenu
    assert f'<input type="hidden" name="vue" value="{vue}"' in contenu


def test_views_and_orders_are_no_filters(visiteur, occitanie):
    contenu = page(visiteur, "?vue=table&tri=population")
    assert 'class="puces" aria-label="Filtres en vigueur"' not in contenu
    assert 'class="puces" aria-label="Filtres en vigueur"' in page(visiteur, "?vue=table&type=commune")


@pytest.mark.parametrize("parametre", ["vue", "tri", "groupe", "type"])
def test_a_value_that_makes_no_sense_is_told_and_left_out(visiteur, occitanie, parametre):
    contenu = page(visiteur, f"?{parametre}=zzz&pays=MA", 400)
    assert "Un des filtres demandés n’existe pas" in contenu
    assert titre(contenu) == "Collectivités qui travaillent avec le Maroc (2)"


@pytest.mark.parametrize("vue", VUES)
def test_a_page_too_far_offers_the_first(visiteur, occitanie, vue):
    assert "Revenir au début de la liste" in page(visiteur, f"?vue={vue}&page=999999", 404)


class TestRows:
    def test_a_row_says_who_where_and_with_whom(self, visiteur, occitanie):
        montpellier = Collectivite.objects.get(slug="montpellier")
        montpellier.commune.population = 302454
        montpellier.commune.save()
        (rangee,) = visiteur.get("/annuaire/?q=montpellier&vue=table").context["rangees"]
        assert (rangee.population, rangee.nombre_partenariats, rangee.noms_pays) == (302454, 1, ["Maroc"])
        contenu = page(visiteur, "?q=montpellier&vue=table")
        for texte in ("Hérault (34)", "Occitanie", "Maroc", "302\u00a0454", 'aria-sort="ascending"'):
            assert texte in contenu

    def test_the_country_asked_for_is_named_first(self, visiteur, aix):
        noms_par_code = {"DZ": "Algérie", "BJ": "Bénin", "CL": "Chili", "DK": "Danemark", "EG": "Égypte"}
        pays = [PaysFabrique(alpha2=code, nom=nom) for code, nom in noms_par_code.items()]
        aix.pays.set(pays)
        assert "Algérie, Bénin, Chili et 2 autres pays" in page(visiteur)
        assert "Égypte, Algérie, Bénin et 2 autres pays" in page(visiteur, f"?pays={pays[-1].pk}")
        aix.pays.remove(pays[0])
        assert "Bénin, Chili, Danemark, Égypte" in page(visiteur)

    def test_orders(self, visiteur, occitanie):
        for slug, habitants in {"montpellier": 300_000, "sete": 44_000}.items():
            Collectivite.objects.get(slug=slug).commune.__class__.objects.filter(collectivite__slug=slug).update(
                population=habitants
            )
        agglo = CollectiviteFabrique(
            nom="Sète Agglopôle", type="epci", commune=None, epci=EpciFabrique(population=127_000), departement=None, region=None
        )
        Collectivite.objects.exclude(pk=agglo.pk).update(modifie_le=datetime(2025, 1, 1, tzinfo=UTC))
        departement = "Département de l’Hérault"
        # That of a département adds up those of its communes.
        assert noms(visiteur, "?tri=population") == [departement, "Ville de Montpellier", "Sète Agglopôle", "Ville de Sète"]
        assert noms(visiteur, "?tri=partenariats") == ["Ville de Montpellier", departement, "Ville de Sète", "Sète Agglopôle"]
        assert noms(visiteur, "?tri=maj") == ["Sète Agglopôle", departement, "Ville de Montpellier", "Ville de Sète"]

    @pytest.mark.parametrize("requete", ["", "?vue=table&tri=population", "?vue=carte", "?region=region-93&pays=JP&q=commune"])
    @pytest.mark.parametrize("client", ["visiteur", "membre", "client_editrice"])
    def test_they_cost_the_same_with_2_and_with_20(self, request, aix, japon, client, requete, django_assert_max_num_queries):
        client, couts = request.getfixturevalue(client), []
        for nombre in (2, 18):
            for rang in range(nombre):
                autres = [PaysFabrique(alpha2=f"{lettre}{chr(65 + rang)}") for lettre in ("X", "Y" if nombre == 2 else "Z")]
                une = CollectiviteFabrique(pays=[japon, autres[0]])
                PartenariatFabrique(collectivites=[une], autorites=[AutoriteLocaleFabrique(pays=autres[1])])
            with django_assert_max_num_queries(20) as requetes:
                client.get(f"/annuaire/{requete}")
            couts.append(len(requetes))
        assert couts[0] == couts[1]


class TestMap:
    def test_many_are_added_up_by_departement(self, visiteur, occitanie, monkeypatch):
        monkeypatch.setattr(carte_annuaire, "POINTS_MAX", 1)
        contenu = page(visiteur, "?vue=carte&region=occitanie")
        assert "Hérault (34)\u00a0: 3 collectivités" in contenu
        assert 'href="?region=occitanie&amp;vue=carte&amp;departement=34"' in contenu

    def test_one_without_a_place_is_named(self, visiteur, aix):
        contenu = page(visiteur, "?vue=carte")
        assert "Sans place sur la carte" in contenu and "Ville d’Aix-en-Provence" in contenu

    def test_an_empty_directory_has_no_map(self, visiteur, db):
        assert "L’annuaire est vide pour le moment" in page(visiteur, "?vue=carte")
        assert "Aucune collectivité ne réunit ces critères" in page(visiteur, "?vue=carte&type=commune")
