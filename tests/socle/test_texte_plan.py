"""The plan of a long text: addresses made of the words of its headings, a list of them on the pages that have three."""

import pytest

from mediatheque.templatetags.texte_riche import ancres, rendre
from socle.texte_plan import ancrer, plan
from tests.fabriques import ActualiteFabrique, AppelFabrique, EvenementFabrique, MediaFabrique, PageFabrique, PublicationFabrique
from tests.lecture_html import Lecture

pytestmark = pytest.mark.django_db

TROIS = "<h2>Le cadre</h2><p>a</p><h3>L’eau &amp; la ville</h3><p>b</p><h2>Et après&nbsp;?</h2><p>c</p>"


def test_a_heading_has_an_address_made_of_its_words():
    assert ancrer("<h2>L’eau <em>&amp;</em> la ville</h2><h4>Détail</h4>", "texte") == (
        '<h2 id="texte-leau-la-ville">L’eau <em>&amp;</em> la ville</h2><h4>Détail</h4>'
    )


def test_the_same_words_have_an_address_each():
    html = ancrer("<h2>Lieu</h2><h3>Lieu</h3><h2>Lieu 2</h2><h2>Lieu</h2>", "texte")
    assert Lecture(html).identifiants == ["texte-lieu", "texte-lieu-2", "texte-lieu-2-2", "texte-lieu-3"]


def test_an_address_does_not_move_with_what_is_around():
    une = ancrer(TROIS, "texte")
    autre = ancrer(f"<h2>Avant</h2>{TROIS}", "texte")
    assert set(Lecture(une).identifiants) < set(Lecture(autre).identifiants)


@pytest.mark.parametrize("mots", ["東京", "«»", "日" * 200, "a" * 300])
def test_any_words_give_an_address(mots):
    (ancre,) = Lecture(ancrer(f"<h2>{mots}</h2>", "texte")).identifiants
    assert ancre.startswith("texte")
    assert len(ancre) <= 70


def test_a_heading_without_words_has_none_and_other_attributes_stay():
    assert ancrer('<h2> </h2><h2 lang="en" dir="ltr">A</h2>', "t") == '<h2> </h2><h2 lang="en" dir="ltr" id="t-a">A</h2>'


def test_the_plan_of_a_text():
    assert plan(ancres(rendre(TROIS))) == [
        ("Le cadre", "texte-le-cadre", [("L’eau & la ville", "texte-leau-la-ville", [])]),
        ("Et après\u00a0?", "texte-et-apres", []),
    ]
    assert plan(ancres(rendre("<h3>a</h3><h3>b</h3><h2>c</h2>"))) == [
        ("a", "texte-a", [("b", "texte-b", [])]),
        ("c", "texte-c", []),
    ]


@pytest.mark.parametrize("texte", ["", "<p>a</p>", "<h2>a</h2><h2>b</h2>", "<h2>a</h2><h2>b</h2><h4>c</h4>"])
def test_a_short_text_has_none(texte):
    assert plan(ancres(rendre(texte))) == []


FABRIQUES = [ActualiteFabrique, AppelFabrique, EvenementFabrique, MediaFabrique, PageFabrique, PublicationFabrique]


@pytest.mark.parametrize("fabrique", FABRIQUES)
@pytest.mark.parametrize("qui", ["visiteur", "client_redactrice"])
def test_the_page_of_a_long_text_shows_its_plan(request, qui, fabrique):
    contenu = fabrique(corps=TROIS)
    texte = request.getfixturevalue(qui).get(contenu.get_absolute_url()).text
    page = Lecture(texte)
    assert texte.count('<nav class="plan-texte" aria-labelledby="plan-texte">') == 1
    assert [ancre for ancre in page.ancres if ancre.startswith("texte-")] == [
        "texte-le-cadre",
        "texte-leau-la-ville",
        "texte-et-apres",
    ]
    assert set(page.ancres) <= set(page.identifiants)
    assert len(page.identifiants) == len(set(page.identifiants))


@pytest.mark.parametrize("fabrique", FABRIQUES)
@pytest.mark.parametrize("corps", ["", "<p>Un texte.</p>", "<h2>a</h2><h2>b</h2>"])
def test_that_of_a_short_one_does_not(db, visiteur, fabrique, corps):
    assert "plan-texte" not in visiteur.get(fabrique(corps=corps).get_absolute_url()).text


@pytest.mark.parametrize("qui", ["visiteur", "etranger"])
def test_the_plan_of_a_restricted_text_is_not_told(request, qui, groupe_japon):
    contenu = ActualiteFabrique(corps=TROIS, acces="groupe", cercles=[groupe_japon])
    reponse = request.getfixturevalue(qui).get(contenu.get_absolute_url())
    assert reponse.status_code == 403
    assert "Et après" not in reponse.text


@pytest.mark.parametrize(("fabrique", "autre"), [(EvenementFabrique, "bilan"), (AppelFabrique, "suites")])
def test_two_texts_of_a_page_have_addresses_of_their_own(visiteur, db, fabrique, autre):
    contenu = fabrique(corps="<h2>Lieu</h2><h2>Jour</h2>", **{autre: "<h2>Lieu</h2>"})
    page = Lecture(visiteur.get(contenu.get_absolute_url()).text)
    assert [ancre for ancre in page.ancres if ancre.startswith(("texte-", f"{autre}-"))] == [
        f"{autre}-lieu",
        "texte-lieu",
        "texte-jour",
    ]
    assert len(page.identifiants) == len(set(page.identifiants))
