"""Notes and galleries of a rich text: written in plain HTML, tied and laid out when they are shown."""

import re

import pytest

from mediatheque.templatetags.texte_riche import rendre
from socle.texte_riche import assainir
from tests.fabriques import ActualiteFabrique
from tests.lecture_html import Lecture

APPEL = '<sup><a href="#note-{0}">{0}</a></sup>'
DE_L_EDITEUR = '<a href="#note-{0}"><sup>{0}</sup></a>'
NOTES = "<ol><li>Un <em>livre</em>.</li><li><p>Un site.</p></li></ol>"


@pytest.mark.parametrize("ecrit", [APPEL, DE_L_EDITEUR])
def test_a_call_leads_to_its_note_and_back(ecrit):
    texte = f"<p>Cela{ecrit.format(1)} et ceci{ecrit.format(2)}.</p>{NOTES}"
    assert assainir(texte) == texte
    rendu = rendre(texte)
    page = Lecture(rendu)
    assert len(page.identifiants) == len(set(page.identifiants)) == 4
    assert set(page.ancres) == set(page.identifiants)
    appels = re.findall(
        '<a class="appel-de-note" id="([^"]+)" href="#([^"]+)" role="doc-noteref" aria-label="Note (.)"><sup>', rendu
    )
    retours = re.findall(
        '<li id="([^"]+)">.*?href="#([^"]+)" role="doc-backlink" aria-label="Retour à l’appel de la note (.)"', rendu
    )
    assert [numero for *_, numero in appels] == [numero for *_, numero in retours] == ["1", "2"]
    assert [(note, appel) for appel, note, _ in appels] == [(note, appel) for note, appel, _ in retours]
    assert '<section class="notes" role="doc-endnotes" aria-label="Notes"><ol><li' in rendu
    assert "↩</a></p></li>" in rendu


def test_a_note_called_twice_leads_back_to_the_first_call():
    page = Lecture(rendre(f"<p>{APPEL.format(1)} {APPEL.format(1)}</p><ol><li>a</li></ol>"))
    assert len(page.identifiants) == len(set(page.identifiants)) == 2
    assert len(page.ancres) == 3


def test_a_note_that_nothing_calls_is_shown_as_it_is():
    assert "<li><p>Un site.</p></li>" in rendre(f"<p>{APPEL.format(1)}</p>{NOTES}")


@pytest.mark.parametrize("numero", [0, 3, 999])
def test_a_call_without_note_leads_nowhere(numero):
    assert rendre(f"<p>a{APPEL.format(numero)}</p>{NOTES}") == f"<p>a<sup>{numero}</sup></p>{NOTES}"


@pytest.mark.parametrize("fin", ["", "<p>b</p>", "<ul><li>b</li></ul>", "<ol><li>b</li></ol><p>c</p>"])
def test_nor_does_one_of_a_text_that_does_not_end_with_notes(fin):
    assert rendre(f"<p>a{APPEL.format(1)}</p>{fin}") == f"<p>a<sup>1</sup></p>{fin}"


def test_a_text_without_calls_keeps_its_lists():
    assert rendre(f"<p>a</p>{NOTES}") == f"<p>a</p>{NOTES}"


def test_a_note_may_hold_a_list_and_other_lists_are_no_notes():
    texte = f"<ol><li>étape</li></ol><p>{APPEL.format(1)}</p><ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>"
    rendu = rendre(texte)
    assert rendu.startswith("<ol><li>étape</li></ol>")
    assert rendu.count('<li id="note-') == 1
    assert "a<ol><li>b</li></ol> <a" in rendu


def test_the_notes_of_two_texts_are_not_each_other_s():
    rendus = rendre(f"<p>a{APPEL.format(1)}</p>{NOTES}") + rendre(f"<p>b{APPEL.format(1)}</p>{NOTES}")
    identifiants = Lecture(rendus).identifiants
    assert len(identifiants) == len(set(identifiants)) == 4


def test_notes_on_a_page(visiteur, db):
    page = visiteur.get(ActualiteFabrique(corps=f"<p>Cela{APPEL.format(1)}.</p>{NOTES}").get_absolute_url()).text
    assert 'role="doc-noteref"' in page
    assert 'role="doc-backlink"' in page


def figure(numero, *, alt="Vue", legende="", classe="image"):
    legende = f"<figcaption>{legende}</figcaption>" if legende else ""
    return f'<figure class="{classe}"><img src="/media/{numero}.webp" alt="{alt}">{legende}</figure>'


def test_pictures_in_a_row_are_a_gallery_each_with_its_caption_and_its_link():
    rendu = rendre(f"<p>a</p>{figure(1, legende='Un pont')}\n{figure(2, alt='')}<p>b</p>{figure(3)}")
    galerie = re.search('<div class="galerie">(.*)</div><p>b</p>', rendu, re.S)[1]
    assert galerie.count("<figure") == 2
    assert "<figcaption>Un pont</figcaption>" in galerie
    assert re.findall('href="([^"]+)" aria-label="([^"]+)"', galerie) == [
        ("/media/1.webp", "Voir l’image 1 en grand\u00a0: Vue"),
        ("/media/2.webp", "Voir l’image 2 en grand"),
    ]
    assert rendu.endswith('<figure class="image"><img src="/media/3.webp" alt="Vue" loading="lazy" decoding="async"></figure>')


def test_a_picture_that_leads_somewhere_keeps_its_link():
    liee = '<figure class="image"><a href="/agenda/"><img src="/media/1.webp" alt="Vue"></a></figure>'
    rendu = rendre(liee + figure(2))
    assert 'href="/media/1.webp"' not in rendu
    assert '<a href="/agenda/"><img' in rendu


@pytest.mark.parametrize("voisin", [figure(2, classe="image image-style-side"), '<figure class="table"></figure>', ""])
def test_a_picture_alone_is_no_gallery(voisin):
    assert "galerie" not in rendre(figure(1) + voisin)
