"""The RSS feed of the news, read by an XML parser as a reader would."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from socle.acces import Acces
from tests.fabriques import ActualiteFabrique, ThemeFabrique

pytestmark = pytest.mark.django_db


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


def test_the_text_never_goes_out(visiteur):
    ActualiteFabrique(corps="<p>Corps entier</p>")
    assert "Corps entier" not in visiteur.get("/actualites/flux.rss").text


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


def test_last_thirty_latest_first_and_constant_queries(visiteur, django_assert_num_queries, japon):
    for rang in range(32):
        ActualiteFabrique(titre=f"N{rang}", pays=[japon], publie_le=timezone.now() - timedelta(hours=rang + 1))
    with django_assert_num_queries(4):
        canal = lire(visiteur)
    assert titres(canal) == [f"N{rang}" for rang in range(30)]
