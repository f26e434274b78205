"""The page that tells of the open data: made from the contract, with examples that work."""

import re

import pytest
from django.urls import reverse

from api.catalogue import JEUX
from tests.jeu_de_donnees import jeu_d_un_module


@pytest.fixture(scope="module")
def jeu(django_db_setup, django_db_blocker):
    with jeu_d_un_module(django_db_blocker) as jeu:
        yield jeu


def test_each_set_has_its_section_and_examples_that_work(jeu, db, visiteur):
    page = visiteur.get("/api/v1/").text
    exemples = {adresse.replace("&amp;", "&") for adresse in re.findall(r'href="(/api/v1/[^"]+)"', page)}
    assert len(exemples) == 1 + sum(len(un.formats) for un in JEUX.values())
    for adresse in exemples:
        assert visiteur.get(adresse).status_code == 200, adresse
    for cle, un in JEUX.items():
        section = page.partition(f'id="{cle}"')[2].partition("</section>")[0]
        noms = re.findall(r'<th scope="row"><code>(\w+)</code>', section)
        assert set(un.fiche.model_fields) <= set(noms), cle
        assert "JP" in section or "pays" not in un.filtres


def test_the_example_of_the_page_works(jeu, db, visiteur):
    page = visiteur.get("/api/v1/").text
    adresse = re.search(r'curl "http://[^/]+(/[^"]+)"', page)[1].replace("&amp;", "&")
    assert visiteur.get(adresse).text.count("\n") == 2


def test_it_says_what_the_portal_does_not_hold(jeu, db, visiteur):
    section = visiteur.get("/api/v1/").text.partition('id="subventions"')[2]
    assert "ne connaît pas 9 des colonnes" in section
    assert "<code>dateConvention</code>" in section


def test_people_and_search_engines_find_it(jeu, db, visiteur):
    adresse = reverse("api:documentation")
    assert f'<a href="{adresse}"' in visiteur.get("/").text
    assert f"{adresse}</loc>" in visiteur.get("/sitemap-rubriques.xml").text
    assert "X-Robots-Tag" not in visiteur.get(adresse)
    # The data are read by programs: what search engines show is the pages.
    assert visiteur.get("/api/v1/pays")["X-Robots-Tag"] == "noindex"


def test_the_contract_tells_its_licence_and_its_server(jeu, db, lire):
    contrat = lire("openapi.json")
    assert contrat["info"]["license"]["name"].startswith("Licence Ouverte 2.0")
    assert contrat["servers"] == [{"url": "http://127.0.0.1:8000/api/v1"}]
    for chemin in contrat["paths"].values():
        assert {"200", "400", "404", "406", "429"} <= set(chemin["get"]["responses"])
