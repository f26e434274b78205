"""What is typed in English finds what is written in French."""

import pytest

from recherche import moteur
from recherche.anglais import FRANCAIS, JOINTS
from recherche.models import Synonyme
from recherche.requete import comprendre
from socle.acces import VISITEUR
from tests.fabriques import (
    ActualiteFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    PageFabrique,
    PartenariatFabrique,
    PaysFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def noms(texte, joints=frozenset()):
    trouves = moteur.chercher(comprendre(texte, joints), VISITEUR, {}).lignes
    return sorted(str(un.genre.modele.objects.get(pk=un.cle)) for un in trouves)


@pytest.mark.parametrize(
    ("alpha2", "nom", "anglais", "saisies"),
    [
        ("MA", "Maroc", "Morocco", ["Morocco", "MOROCCO", "morocco"]),
        ("DE", "Allemagne", "Germany", ["Germany"]),
        ("CI", "Côte d’Ivoire", "Ivory Coast", ["Ivory Coast", "ivory coast", "“Ivory Coast”"]),
        ("BA", "Bosnie-Herzégovine", "Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
        ("CZ", "Tchéquie", "Czechia", ["Czechia", "Czech Republic"]),
        ("GB", "Royaume-Uni", "United Kingdom", ["United Kingdom", "UK", "Great Britain"]),
    ],
)
def test_a_country_is_found_by_its_english_name_with_what_is_written_of_it(alpha2, nom, anglais, saisies):
    PaysFabrique(alpha2=alpha2, nom=nom, nom_anglais=anglais)
    PaysFabrique(alpha2="JP", nom="Japon", nom_anglais="Japan")
    ActualiteFabrique(titre=f"Une mission : {nom}", corps="")
    for saisie in saisies:
        assert noms(saisie) == noms(saisie, JOINTS) == sorted([nom, f"Une mission : {nom}"])


def test_a_town_abroad_is_found_by_its_english_name_with_what_is_written_of_it():
    syrie = PaysFabrique(alpha2="SY", nom="Syrie", nom_anglais="Syria")
    alep = AutoriteLocaleFabrique(nom="Alep", nom_anglais="Aleppo", pays=syrie)
    PartenariatFabrique(autorites=[alep], collectivites=[CollectiviteFabrique(nom="Ville de Lyon")], nature="jumelage")
    ActualiteFabrique(titre="Les souks d’Alep", corps="")
    assert noms("Aleppo") == noms("Alep")
    assert {"Alep (Syrie)", "Les souks d’Alep"} <= {*noms("Aleppo")}
    assert noms("twinning Aleppo") == noms("jumelage Alep") != []


def test_an_english_phrase_means_the_french_one():
    maroc = PaysFabrique(alpha2="MA", nom="Maroc", nom_anglais="Morocco")
    fes = AutoriteLocaleFabrique(nom="Fès", nom_anglais="Fes", pays=maroc)
    PartenariatFabrique(autorites=[fes], collectivites=[CollectiviteFabrique(nom="Ville de Montpellier")], nature="jumelage")
    attendu = noms("jumelage Fès")
    assert "Fès (Maroc)" in attendu
    assert noms("twinning Fes") == attendu
    assert noms("twinning with Fes", JOINTS) == attendu
    assert noms("sister city Morocco") == noms("jumelage Maroc")


def test_what_joins_english_words_is_looked_for_in_french():
    """« the » is how « thé » is typed."""
    ActualiteFabrique(titre="La route du thé", corps="")
    assert noms("the") == ["La route du thé"]
    assert noms("the", JOINTS) == ["La route du thé"]
    assert noms("the route", JOINTS) == ["La route du thé"]


def test_a_word_left_out_may_be_english():
    PaysFabrique(alpha2="MA", nom="Maroc", nom_anglais="Morocco")
    ActualiteFabrique(titre="Climat au Maroc", corps="")
    ActualiteFabrique(titre="Climat au Japon", corps="")
    assert noms("climat -morocco") == noms("climat -maroc") == ["Climat au Japon"]


def test_the_synonyms_of_staff_are_kept_beside():
    PaysFabrique(alpha2="MA", nom="Maroc", nom_anglais="Morocco")
    Synonyme.objects.create(expressions="Morocco\nroyaume chérifien")
    ActualiteFabrique(titre="Au royaume chérifien", corps="")
    assert noms("Morocco") == ["Au royaume chérifien", "Maroc"]


def test_words_are_written_as_they_are_compared():
    for anglais in FRANCAIS:
        assert anglais == " ".join(anglais.lower().replace("-", " ").split())


class TestPage:
    def test_what_is_found_is_marked_as_french_under_english_words(self, client):
        PaysFabrique(alpha2="MA", nom="Maroc", nom_anglais="Morocco", slug="maroc")
        texte = sur_une_ligne(client.get("/en/search/", {"q": "the Morocco"}).text)
        assert '<html lang="en">' in texte and "1 result for “the Morocco”" in texte
        assert '<ol class="trouves" start="1" lang="fr">' in texte and 'href="/pays/maroc/"' in texte
        assert 'href="/recherche/?q=the%20Morocco" hreflang="fr"' in texte
        assert '<meta name="robots" content="noindex, follow">' in texte

    def test_an_english_page_found_is_marked_as_such_in_both(self, client):
        PageFabrique(slug="en", titre="Working together", langue="en")
        for adresse in ("/en/search/", "/recherche/"):
            texte = sur_une_ligne(client.get(adresse, {"q": "working"}).text)
            assert '<h2 class="carte__titre" lang="en"><a href="/en/">' in texte

    def test_nothing_found_leads_on(self, client):
        texte = client.get("/en/search/", {"q": "xyzzy"}).text
        assert "No result" in texte and 'href="/en/find-a-french-partner/"' in texte

    @pytest.mark.parametrize(("q", "mots"), [("", "twinning Japan"), ("!!!", "no word to look for"), ("eau " * 90, "is long")])
    def test_whatever_is_typed(self, client, q, mots):
        assert mots in client.get("/en/search/", {"q": q}).text

    def test_a_page_that_does_not_exist(self, client):
        PaysFabrique(alpha2="MA", nom="Maroc", nom_anglais="Morocco")
        reponse = client.get("/en/search/", {"q": "Morocco", "page": "9"})
        assert reponse.status_code == 404 and "does not exist" in reponse.text
        assert "Error:" in reponse.text and "Erreur" not in reponse.text

    def test_filters_of_the_french_page_are_not_read(self, client):
        PaysFabrique(alpha2="MA", nom="Maroc", nom_anglais="Morocco")
        assert "1 result" in client.get("/en/search/", {"q": "Morocco", "type": "actualites"}).text


class TestSuggestions:
    def offerts(self, client, q):
        reponse = client.get("/en/search/suggestions/", {"q": q})
        return [(un["texte"], un["genre"], un["adresse"]) for un in reponse.json()["suggestions"]]

    def test_they_are_said_in_english(self, client, db):
        grece = PaysFabrique(alpha2="GR", nom="Grèce", nom_anglais="Greece", slug="grece")
        PartenariatFabrique(
            collectivites=[CollectiviteFabrique(nom="Ville de Grenoble", slug="grenoble")],
            autorites=[AutoriteLocaleFabrique(nom="Vieille-Grée", nom_anglais="Greetown", slug="greetown", pays=grece)],
        )
        assert self.offerts(client, "gre") == [
            ("Greece", "Country", "/en/find-a-french-partner/?country=GR"),
            ("Greetown", "Town abroad", "/annuaire/autorites/greetown/"),
            ("Ville de Grenoble", "French authority", "/annuaire/grenoble/"),
        ]
        assert self.offerts(client, "grèce") == self.offerts(client, "gr") == self.offerts(client, "") == []

    def test_pages_are_those_in_english_that_everyone_reads(self, client, db):
        accueil = PageFabrique(slug="en", titre="Working with us", langue="en")
        PageFabrique(slug="working-rules", titre="Working rules", langue="en", parent=accueil)
        PageFabrique(slug="workshop", titre="Workshop", langue="en", parent=accueil, acces="equipe")
        PageFabrique(slug="workflow", titre="Workflow", langue="fr")
        assert [une[2] for une in self.offerts(client, "work")] == ["/en/working-rules/", "/en/"]

    def test_what_is_hidden_is_not_offered(self, client, db):
        CollectiviteFabrique(nom="Ville de Cachan", visible=False)
        AutoriteLocaleFabrique(nom="Cachanville")
        assert self.offerts(client, "cachan") == []

    def test_the_fields_of_english_pages_ask_for_them(self, client, db):
        assert client.get("/en/search/").text.count('data-suggestions="/en/search/suggestions/"') == 1
