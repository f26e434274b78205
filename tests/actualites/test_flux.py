"""The RSS feed of the news, read by an XML parser as a reader would."""

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from mediatheque.televersement import enregistrer_image
from socle.acces import Acces
from tests.fabriques import ActualiteFabrique, ThemeFabrique
from tests.jeu_de_donnees import dessin

pytestmark = pytest.mark.django_db

ENTIER = "{http://purl.org/rss/1.0/modules/content/}encoded"
IMAGE = "{http://search.yahoo.com/mrss/}content"


@pytest.fixture
def photo():
    image = enregistrer_image(fichier=ContentFile(dessin(), "photo.png"), par=None)
    image.alt, image.credit = "Un pont", "Ville d’Aix"
    image.save()
    return image


def lire(client, adresse="/actualites/flux.rss"):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    assert reponse["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(reponse.content).find("channel")


def titres(canal):
    return [article.findtext("title") for article in canal.iter("item")]


def test_an_item_says_title_chapo_date_subjects_and_address(visiteur, settings, japon):
    settings.CUF_URL = "https://portail.exemple.test"
    actualite = ActualiteFabrique(
        slug="nouvelle", titre="L’été & « l’hiver »", chapo="Le <chapo>.", pays=[japon], themes=[ThemeFabrique(nom="Climat")]
    )
    canal = lire(visiteur)
    article = canal.find("item")
    assert article.findtext("title") == "L’été & « l’hiver »"
    assert article.findtext("description") == "Le &lt;chapo&gt;."
    assert article.findtext("link") == "https://portail.exemple.test/actualites/nouvelle/"
    assert parsedate_to_datetime(article.findtext("pubDate")) == actualite.publie_le.replace(microsecond=0)
    assert [categorie.text for categorie in article.iter("category")] == ["Japon", "Climat"]
    assert canal.findtext("language") == "fr"
    assert canal.find("{http://www.w3.org/2005/Atom}link").get("href") == "https://portail.exemple.test/actualites/flux.rss"


def test_the_whole_text_of_public_news_with_addresses_that_lead_to_the_site(visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    ActualiteFabrique(
        slug="une",
        corps='<p>Corps entier : <a href="/agenda/">l’agenda</a>, <a href="#suite">plus bas</a>, '
        '<a href="https://ailleurs.test/?a=1&amp;b=2">ailleurs</a>.</p>'
        '<figure class="image"><img src="/media/images/ab/x.webp" alt="Un pont"></figure>'
        '<figure class="media"><oembed url="https://vimeo.com/1"></oembed></figure>',
    )
    texte = lire(visiteur).find("item").findtext(ENTIER)
    assert "Corps entier\u00a0: " in texte
    assert re.findall('(?:href|src)="([^"]*)"', texte) == [
        "https://portail.exemple.test/agenda/",
        "https://portail.exemple.test/actualites/une/#suite",
        "https://ailleurs.test/?a=1&amp;b=2",
        "https://portail.exemple.test/media/images/ab/x.webp",
        "https://vimeo.com/1",
    ]


@pytest.mark.parametrize("acces", [Acces.COLLECTIVITES, Acces.ADHERENTS, Acces.GROUPE])
@pytest.mark.parametrize("qui", ["visiteur", "membre", "etranger", "client_redactrice"])
def test_a_restricted_text_and_its_picture_never_go_out(request, qui, acces, photo):
    ActualiteFabrique(corps="<p>Corps entier</p>", acces=acces, image=photo)
    client = request.getfixturevalue(qui)
    article = lire(client).find("item")
    assert (article.find(ENTIER), article.find(IMAGE)) == (None, None)
    assert "Corps entier" not in client.get("/actualites/flux.rss").text


def test_the_picture_says_what_it_shows_and_whose_it_is(visiteur, settings, photo):
    settings.CUF_URL = "https://portail.exemple.test"
    ActualiteFabrique(image=photo)
    image = lire(visiteur).find("item").find(IMAGE)
    assert image.get("url").startswith("https://portail.exemple.test/media/images/")
    assert (image.get("medium"), image.get("width"), image.get("height")) == ("image", str(photo.largeur), str(photo.hauteur))
    assert image.findtext("{http://search.yahoo.com/mrss/}description") == photo.alt
    assert image.findtext("{http://search.yahoo.com/mrss/}credit") == photo.credit


def test_without_text_nor_picture(visiteur):
    ActualiteFabrique(corps="")
    article = lire(visiteur).find("item")
    assert (article.find(ENTIER), article.find(IMAGE)) == (None, None)


def test_the_guid_outlives_the_address(visiteur):
    actualite = ActualiteFabrique(slug="avant")
    avant = lire(visiteur).find("item").find("guid")
    actualite.slug = "apres"
    actualite.save()
    apres = lire(visiteur).find("item").find("guid")
    assert avant.text == apres.text
    assert avant.get("isPermaLink") == "false"


@pytest.mark.parametrize("qui", ["visiteur", "client_redactrice"])
def test_restricted_news_say_who_may_read_and_team_notes_never_appear(request, qui):
    ActualiteFabrique(titre="Réservée", chapo="Chapo.", acces=Acces.ADHERENTS)
    ActualiteFabrique(titre="Interne", acces=Acces.EQUIPE)
    ActualiteFabrique(titre="Brouillon", brouillon=True)
    ActualiteFabrique(titre="Demain", programme=True)
    canal = lire(request.getfixturevalue(qui))
    assert titres(canal) == ["Réservée"]
    description = canal.find("item").findtext("description")
    assert description == "Chapo. (Texte réservé : adhérents de Cités Unies France.)"


def test_the_filters_of_the_list_apply(visiteur, japon, armenie):
    ActualiteFabrique(titre="Japon", pays=[japon])
    ActualiteFabrique(titre="Arménie", pays=[armenie])
    canal = lire(visiteur, "/actualites/flux.rss?pays=JP")
    assert titres(canal) == ["Japon"]
    assert canal.findtext("title") == "Actualités de Cités Unies France – Japon"
    assert canal.findtext("link").endswith("/actualites/?pays=JP")


@pytest.mark.parametrize("filtre", ["pays=ZZ", "annee=%00", "type=x"])
def test_an_unknown_filter_is_refused(visiteur, filtre):
    assert visiteur.get(f"/actualites/flux.rss?{filtre}").status_code == 400


def test_control_characters_of_a_pasted_text_do_not_break_the_feed(visiteur):
    theme = ThemeFabrique(nom="Eau\x0b\uffff", slug="eau")
    ActualiteFabrique(titre="Un\x0btitre\ufffe", chapo="Un\x07chapo", themes=[theme])
    assert titres(lire(visiteur)) == ["Un titre"]
    assert titres(lire(visiteur, "/actualites/flux.rss?theme=eau")) == ["Un titre"]


def test_a_chapo_is_told_as_the_text_it_is(visiteur):
    """Readers take a description for HTML: signs are written for it, lines stay lines."""
    ActualiteFabrique(chapo="<script>alert(1)</script> & « a < b »\r\nSuite\u2028et fin")
    assert lire(visiteur).find("item").findtext("description") == (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; « a &lt; b »<br>Suite<br>et fin"
    )


def test_empty_feed(visiteur):
    assert titres(lire(visiteur)) == []


def test_last_thirty_latest_first_and_constant_queries(visiteur, django_assert_num_queries, japon, photo):
    for rang in range(32):
        publie_le = timezone.now() - timedelta(hours=rang + 1)
        ActualiteFabrique(titre=f"N{rang}", corps="<p>Texte</p>", image=photo, pays=[japon], publie_le=publie_le)
    with django_assert_num_queries(4):
        canal = lire(visiteur)
    assert titres(canal) == [f"N{rang}" for rang in range(30)]
