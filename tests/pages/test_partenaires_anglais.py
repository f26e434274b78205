"""From a country and a sector to the French authorities that work there, and to whom to write to."""

import re

import pytest

from pages import anglais
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    GroupeFabrique,
    PageFabrique,
    PartenariatFabrique,
    PaysFabrique,
    SecteurFabrique,
)
from tests.lecture_html import sur_une_ligne

PARTENAIRES = "/en/find-a-french-partner/"


def page(client, adresse, statut=200, **parametres):
    reponse = client.get(adresse, parametres)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.text)


class TestPartners:
    @pytest.fixture
    def maroc(self, db):
        return PaysFabrique(alpha2="MA", nom="Maroc", nom_anglais="Morocco", slug="maroc")

    @pytest.fixture
    def montpellier(self, maroc):
        ville = CollectiviteFabrique(nom="Ville de Montpellier", slug="montpellier", type="commune")
        fes = AutoriteLocaleFabrique(nom="Fès", slug="fes-ma", pays=maroc)
        PartenariatFabrique(collectivites=[ville], autorites=[fes], nature="jumelage", annee=2003)
        return ville

    def test_countries_are_offered_by_english_name_and_only_those_with_a_partner(self, visiteur, montpellier):
        PaysFabrique(alpha2="DE", nom="Allemagne", nom_anglais="Germany")
        CollectiviteFabrique(pays=[PaysFabrique(alpha2="JP")])
        CollectiviteFabrique(pays=[PaysFabrique(alpha2="IT", nom="Italie", nom_anglais="Italy")], visible=False)
        choix = re.findall(r'<option value="(\w*)"', page(visiteur, PARTENAIRES).partition("</select>")[0])
        assert choix == ["", "JP", "MA"]
        assert 'href="?country=MA">Morocco</a>' in page(visiteur, PARTENAIRES)

    def test_a_country_shows_who_works_with_it_and_where_to_read_more(self, visiteur, montpellier):
        CollectiviteFabrique(nom="Ville de Nara")
        texte = page(visiteur, PARTENAIRES, country="MA")
        assert "One French local authority that works with Morocco" in texte
        assert re.search(r'href="/annuaire/montpellier/" lang="fr" hreflang="fr">Ville de Montpellier</a>', texte)
        assert "Ville de Nara" not in texte and "<span>Municipality</span>" in texte
        assert re.search(r'Twinning with <a href="/annuaire/autorites/fes-ma/" lang="fr" hreflang="fr">Fès</a> since 2003', texte)
        assert 'href="/annuaire/?pays=MA" hreflang="fr"' in texte
        assert 'href="/annuaire/partenariats/?pays=MA" hreflang="fr"' in texte
        assert '<meta name="robots" content="noindex, follow">' in texte

    def test_a_sector_narrows_it_and_can_be_left(self, visiteur, montpellier, maroc):
        eau = SecteurFabrique(nom="Eau", slug="eau", nom_anglais="Water")
        CollectiviteFabrique(nom="Ville de Lyon", pays=[maroc], secteurs=[eau])
        SecteurFabrique(nom="Sport", slug="sport", nom_anglais="Sport")
        texte = page(visiteur, PARTENAIRES, country="MA", sector="eau")
        assert "<h2>Morocco: Water</h2>" in texte and "Ville de Lyon" in texte and "Ville de Montpellier" not in texte
        assert 'href="/annuaire/?pays=MA&amp;secteur=eau"' in texte
        texte = page(visiteur, PARTENAIRES, country="MA", sector="sport")
        assert "No French authority declares this sector in Morocco" in texte
        assert f'href="{PARTENAIRES}?country=MA"' in texte

    @pytest.mark.parametrize("choix", [{"country": "ZZ"}, {"country": "MA", "sector": "zzz"}, {"country": "\0"}])
    def test_what_is_not_offered_is_refused_in_english(self, visiteur, montpellier, choix):
        assert "is not in the list" in page(visiteur, PARTENAIRES, 400, **choix)

    def test_a_sector_alone_asks_for_a_country(self, visiteur, montpellier):
        SecteurFabrique(nom="Eau", slug="eau")
        assert 'id="countries"' in page(visiteur, PARTENAIRES, sector="eau")

    def test_one_writes_to_who_follows_the_group_of_the_country(self, visiteur, montpellier, maroc):
        groupe = GroupeFabrique(nom="Groupe-pays Maroc", slug="maroc", pays=[maroc])
        groupe.referents.add(ContactFabrique(courriel="ma@exemple.test"))
        texte = page(visiteur, PARTENAIRES, country="MA")
        assert 'href="mailto:ma@exemple.test"' in texte
        assert 'href="/groupes-pays/maroc/" lang="fr" hreflang="fr">Groupe-pays Maroc</a>' in texte

    def test_else_to_the_contacts_of_the_english_page_that_says_them(self, visiteur, montpellier):
        assert 'href="/contact/" hreflang="fr"' in page(visiteur, PARTENAIRES, country="MA")
        contact = PageFabrique(slug="contact")
        PageFabrique(
            slug="contact-us",
            langue="en",
            original=contact,
            contacts=[ContactFabrique(courriel="en@exemple.test")],
        )
        assert 'href="mailto:en@exemple.test"' in page(visiteur, PARTENAIRES, country="MA")

    def test_a_country_of_many_shows_the_first_ones(self, visiteur, maroc, django_assert_max_num_queries):
        for _ in range(anglais.MONTRES + 1):
            CollectiviteFabrique(pays=[maroc])
        with django_assert_max_num_queries(20):
            texte = page(visiteur, PARTENAIRES, country="MA")
        assert f"The first {anglais.MONTRES} French local authorities" in texte
        assert texte.count('<h3 class="carte__titre">') == anglais.MONTRES
