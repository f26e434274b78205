"""The picture of a page shared elsewhere: drawn for each page, by an address that nobody else can make."""

import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from mediatheque.televersement import enregistrer_image
from pages import carte_partage, partage
from tests.fabriques import ActualiteFabrique, CollectiviteFabrique, FondsFabrique, PaysFabrique, PublicationFabrique
from tests.jeu_de_donnees import dessin


@pytest.fixture(autouse=True)
def dossier(settings, tmp_path, db):
    settings.CUF_PARTAGE_ROOT = tmp_path / "partage"
    return settings.CUF_PARTAGE_ROOT


@pytest.fixture
def japon():
    return PaysFabrique(alpha2="JP", nom="Japon")


def dite(client, adresse, statut=200):
    """Return the properties og:image… of a page, the address without its host."""
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    trouvees = dict(re.findall(r'<meta property="og:(image[\w:]*)" content="([^"]*)">', reponse.text))
    assert trouvees["image"].startswith("http")
    return {nom: unescape(valeur) for nom, valeur in trouvees.items()} | {
        "chemin": re.sub(r"^https?://[^/]+", "", trouvees["image"])
    }


def montree(client, chemin):
    """Return the picture of an address, opened."""
    reponse = client.get(chemin)
    assert reponse.status_code == 200
    assert reponse["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not reponse.cookies
    image = Image.open(io.BytesIO(reponse.content))
    assert image.size == (1200, 630)
    assert reponse["Content-Type"] == f"image/{image.format.lower()}"
    assert len(reponse.content) < 150_000
    return image


def test_a_content_has_a_card_with_its_words(client, japon, dossier):
    actualite = ActualiteFabrique(titre="L’été « Hokusai » & l’art : à Nantes", genre="tribune", pays=[japon])
    dites = dite(client, actualite.get_absolute_url())
    assert dites["image:alt"] == "Tribune\u00a0: L’été «\u00a0Hokusai\u00a0» & l’art\u00a0: à Nantes"
    assert (dites["image:width"], dites["image:height"], dites["image:type"]) == ("1200", "630", "image/png")
    assert montree(client, dites["chemin"]).format == "PNG"
    (fichier,) = dossier.iterdir()
    fichier.write_bytes(b"kept")
    assert client.get(dites["chemin"]).content == b"kept"


def test_the_map_of_the_country_is_on_it(japon):
    sans, avec = (Image.open(io.BytesIO(carte_partage.dessiner("Titre", "Genre", pays))).convert("RGB") for pays in (None, japon))
    assert sans.getpixel((990, 315)) == (250, 247, 240)
    assert avec.getpixel((400, 315)) == sans.getpixel((400, 315))
    teintes = {couleur for nombre, couleur in avec.crop((780, 0, 1200, 600)).getcolors(10_000) if nombre > 2000}
    assert {(227, 235, 232), (241, 234, 220), (20, 96, 106)} <= teintes  # the sea, the land, the country


def test_the_address_changes_with_what_is_shown_and_with_nothing_else(client, japon):
    actualite = ActualiteFabrique(titre="Un titre", pays=[japon])
    premiere = dite(client, actualite.get_absolute_url())["chemin"]
    actualite.corps = "<p>Un autre texte.</p>"
    actualite.save()
    assert dite(client, actualite.get_absolute_url())["chemin"] == premiere
    actualite.titre = "Un autre titre"
    actualite.save()
    assert dite(client, actualite.get_absolute_url())["chemin"] != premiere


@pytest.mark.parametrize(
    "titre", ["", "é" * 200, "Anticonstitutionnellement " * 8, "Gölbaşı, Čapljina, 東京, \U0001f600", "x " * 100]
)
def test_any_title_makes_a_card(titre):
    assert Image.open(io.BytesIO(carte_partage.dessiner(titre, "Genre"))).size == (1200, 630)


def test_a_photograph_with_its_credit_leads(client):
    image = enregistrer_image(fichier=ContentFile(dessin(), "p.jpg"), par=None, alt="Une place", credit="Camille")
    dites = dite(client, ActualiteFabrique(image=image).get_absolute_url())
    assert dites["image:alt"] == "Une place"
    rouge, vert, bleu = montree(client, dites["chemin"]).convert("RGB").getpixel((600, 300))
    assert abs(rouge - 14) + abs(vert - 59) + abs(bleu - 67) < 12
    for objet in (CollectiviteFabrique(image=image), PublicationFabrique(image=image)):
        assert dite(client, objet.get_absolute_url())["image:type"] == "image/png"
    image.credit = ""
    image.save()
    assert dite(client, ActualiteFabrique(image=image).get_absolute_url())["image:type"] == "image/png"


def test_a_notice_shows_its_title_and_no_more(client, japon):
    image = enregistrer_image(fichier=ContentFile(dessin(), "p.jpg"), par=None, alt="Une place", credit="Camille")
    actualite = ActualiteFabrique(titre="Pour eux", acces="adherents", pays=[japon], image=image)
    dites = dite(client, actualite.get_absolute_url(), statut=403)
    assert dites["image:alt"] == "Réservé aux adhérents\u00a0: Pour eux"
    jeton = dites["chemin"].removeprefix("/partage/").removesuffix(".png")
    assert partage.SIGNATAIRES["png"].unsign_object(jeton) == ["Pour eux", "Réservé aux adhérents", ""]


def test_who_is_signed_in_gets_no_card_of_a_draft(client_redactrice):
    brouillon = ActualiteFabrique(titre="Un brouillon", brouillon=True)
    assert "/partage/" not in dite(client_redactrice, brouillon.get_absolute_url())["chemin"]


def test_pages_that_gather_have_a_card_too(client, japon):
    FondsFabrique(pays=[japon])
    for adresse in (
        "/",
        "/actualites/",
        "/agenda/",
        "/annuaire/",
        "/pays/",
        japon.slug and f"/pays/{japon.slug}/",
        "/recherche/?q=a",
    ):
        montree(client, dite(client, adresse)["chemin"])
    jour = timezone.localdate() + timedelta(days=3)
    assert dite(client, f"/agenda/{jour:%Y/%m}/")["chemin"].startswith("/partage/")


@pytest.mark.parametrize(
    "jeton",
    ["a" * 60, "x:" + "y" * 43, partage.SIGNATAIRES["png"].sign("pas-du-JSON")],
)
def test_nobody_else_makes_an_address(client, dossier, jeton):
    for extension in ("png", "jpg"):
        assert client.get(f"/partage/{jeton}.{extension}").status_code == 404
    assert not dossier.exists()


def test_an_address_is_of_one_type(client, japon):
    chemin = dite(client, ActualiteFabrique(pays=[japon]).get_absolute_url())["chemin"]
    assert client.get(chemin.replace(".png", ".jpg")).status_code == 404


def test_a_photograph_that_is_gone_and_a_turn_that_does_not_come_give_the_picture_of_the_site(client, monkeypatch):
    image = enregistrer_image(fichier=ContentFile(dessin(), "p.jpg"), par=None, alt="Une place", credit="Camille")
    chemin = dite(client, ActualiteFabrique(image=image).get_absolute_url())["chemin"]
    image.fichier.storage.delete(image.fichier.name)
    assert client.get(chemin).url == partage.generale()[0]
    chemin = dite(client, ActualiteFabrique().get_absolute_url())["chemin"]
    monkeypatch.setattr(partage, "ATTENTE", 0.01)
    with partage._tour:
        assert client.get(chemin).url == partage.generale()[0]
    assert client.get(chemin).status_code == 200


def test_files_are_kept_up_to_a_number(client, monkeypatch, dossier):
    monkeypatch.setattr(partage, "PLACES", 3)
    for rang in range(5):
        montree(client, dite(client, ActualiteFabrique(titre=f"Titre {rang}").get_absolute_url())["chemin"])
    assert len(list(dossier.iterdir())) == 3
