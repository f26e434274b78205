"""Pages in another language say so, and keep their own typography."""

import re

import pytest
from django.template import Context, Template

from socle.typographie import typo, typo_html
from tests.fabriques import PageFabrique
from tests.lecture_html import sur_une_ligne

N = "\u00a0"


@pytest.mark.parametrize(
    ("html", "attendu"),
    [
        ('<p lang="en">Ready: go!</p><p>Prêt : partez !</p>', f'<p lang="en">Ready: go!</p><p>Prêt{N}: partez{N}!</p>'),
        ('<p>Dit : <span lang="en">Why not?</span> Non ?</p>', f'<p>Dit{N}: <span lang="en">Why not?</span> Non{N}?</p>'),
        ('<ul lang="en"><li>One: <b>two?</b><br>three!</li></ul>Fin ?', None),
        ('<div lang="en">A: <p lang="fr-CA">B :</p> C:</div>', f'<div lang="en">A: <p lang="fr-CA">B{N}:</p> C:</div>'),
        ('<p lang="">A :</p><p lang="FR">B :</p>', f'<p lang="">A{N}:</p><p lang="FR">B{N}:</p>'),
        ("<p hreflang=en>A :</p>", f"<p hreflang=en>A{N}:</p>"),
        ('<p lang="en">Never closed: <i>yes?</i>', '<p lang="en">Never closed: <i>yes?</i>'),
        ("</p></div>A :", f"</p></div>A{N}:"),
        ('<img lang="en">A :', f'<img lang="en">A{N}:'),
    ],
)
def test_french_spaces_stand_in_french_only(html, attendu):
    if attendu is None:
        attendu = html.replace("Fin ?", f"Fin{N}?")
    assert typo_html(html) == attendu
    assert typo_html(typo_html(html)) == attendu


def test_a_whole_text_in_another_language_is_left_as_it_is():
    assert typo("Who? l'eau...", "en") == "Who? l'eau..."
    assert typo_html("<p>Who? <span lang='fr'>Qui ?</span></p>", "en") == f"<p>Who? <span lang='fr'>Qui{N}?</span></p>"
    rendu = Template("{% load composants %}{{ titre|typo:langue }}").render(Context({"titre": "What? <b>", "langue": "en"}))
    assert rendu == "What? &lt;b&gt;"


@pytest.fixture
def anglaise(db):
    racine = PageFabrique(slug="a-propos", titre="À propos", menu="principal")
    PageFabrique(slug="who", titre="Who? Us!", langue="en", parent=racine, chapo="Why: read?")
    libelles = {"titre": "In brief: why?", "titre_menu": "English", "chapo": "Ready: go!", "corps": "<p>Yes!</p>"}
    return PageFabrique(slug="brief", langue="en", menu="pied", **libelles)


def test_the_page_says_its_language_and_the_rest_is_french(visiteur, anglaise):
    texte = sur_une_ligne(visiteur.get("/brief/").text)
    assert '<header class="tete" lang="en">' in texte
    assert '<div class="texte" lang="en"><p>Yes!</p></div>' in texte
    assert "<h1>In brief: why?</h1>" in texte and "Ready: go!" in texte
    assert re.search(r'<li aria-current="page" lang="en"> ?In brief: why\? ?</li>', texte)
    assert '<html lang="fr">' in texte
    tete = sur_une_ligne(visiteur.get("/a-propos/").text).partition("<main")[0]
    assert 'lang="en"' not in re.sub(r'<a [^>]*hreflang="en">', "", tete), "but for the links to it"


@pytest.mark.parametrize("adresse", ["/", "/plan-du-site/", "/agenda/"])
def test_every_link_to_it_says_its_language(visiteur, anglaise, adresse):
    texte = sur_une_ligne(visiteur.get(adresse).text)
    liens = texte.split('href="/brief/"')[1:]
    assert liens
    for lien in liens:
        assert lien.partition(">")[0].strip() == 'lang="en" hreflang="en"'
    assert 'hreflang="fr"' not in texte


def test_so_do_those_of_its_section(visiteur, anglaise):
    texte = sur_une_ligne(visiteur.get("/a-propos/").text)
    liens = texte.split('href="/a-propos/who/"')[1:]
    assert len(liens) == 2
    for lien in liens:
        assert lien.partition(">")[0].strip() == 'lang="en" hreflang="en"'
        assert lien.partition(">")[2].strip().startswith("Who? Us!")
    assert "Why: read?" in texte
