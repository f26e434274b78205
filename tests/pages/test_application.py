"""The site in the desk of a phone and in the search bar of a browser."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from PIL import Image

from tests.fabriques import PaysFabrique

OS = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def tete(client, db):
    return client.get("/").text.split("</head>")[0]


def fichier(adresse):
    nom = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", adresse.removeprefix("/static/"))
    with Image.open(settings.BASE_DIR / "static" / nom) as image:
        image.load()
    return image


def test_the_manifest_is_found_and_its_icons_are_as_it_says(client, tete):
    (adresse,) = re.findall(r'<link rel="manifest" href="([^"]+)">', tete)
    reponse = client.get(adresse)
    assert reponse["Content-Type"] == "application/manifest+json"
    lu = json.loads(reponse.content)
    assert {"name", "short_name", "start_url", "display", "icons", "lang"} <= lu.keys()
    assert {(icone["sizes"], icone["purpose"]) for icone in lu["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icone in lu["icons"]:
        assert "x".join(map(str, fichier(icone["src"]).size)) == icone["sizes"]


def test_what_matters_of_a_maskable_icon_is_in_its_circle():
    image = fichier("/static/img/icone-masque-512.png").convert("RGB")
    fond = image.getpixel((0, 0))
    dessines = [(x, y) for x in range(0, 512, 4) for y in range(0, 512, 4) if image.getpixel((x, y)) != fond]
    assert max((x - 256) ** 2 + (y - 256) ** 2 for x, y in dessines) <= (0.4 * 512) ** 2


def test_an_apple_icon_is_found(tete):
    (adresse,) = re.findall(r'<link rel="apple-touch-icon" href="([^"]+)">', tete)
    assert fichier(adresse).size == (180, 180)


def test_a_browser_learns_where_to_search(client, tete, db):
    PaysFabrique(alpha2="JP", nom="Japon", slug="japon")
    type_, titre, adresse = re.search(r'<link rel="search" type="([^"]+)" title="([^"]+)"\s+href="([^"]+)">', tete).groups()
    reponse = client.get(adresse)
    assert reponse["Content-Type"] == type_ == "application/opensearchdescription+xml"
    racine = ET.fromstring(reponse.content)
    assert len(racine.find(f"{OS}ShortName").text) <= 16
    modeles = {une.attrib["type"]: une.attrib["template"] for une in racine.iter(f"{OS}Url")}
    assert modeles["text/html"] == f"{settings.CUF_URL}/recherche/?q={{searchTerms}}"
    suggestions = modeles["application/x-suggestions+json"].removeprefix(settings.CUF_URL).replace("{searchTerms}", "jap")
    reponse = client.get(suggestions)
    assert reponse["Content-Type"] == "application/x-suggestions+json"
    mots, textes, genres, adresses = json.loads(reponse.content)
    assert mots == "jap"
    assert len(textes) == len(genres) == len(adresses)
    assert json.loads(client.get(suggestions.replace("jap", "")).content) == ["", [], [], []]
