"""Call-outs, sources of quotations and cards: what is kept of them, and how readers see them."""

import pytest

from mediatheque.templatetags.texte_riche import rendre, riche
from socle.texte_riche import assainir
from tests.fabriques import ActualiteFabrique, DocumentFabrique

VIDEO = (
    '<figure class="carte"><a href="https://www.exemple.test/v?a=1&amp;b=2">Le film</a><figcaption>12 min</figcaption></figure>'
)


@pytest.mark.parametrize(
    "texte",
    [
        '<figure class="encadre"><p>a</p><ul><li>b</li></ul></figure>',
        "<blockquote><p>a</p><p><cite>Jeanne Dupont, maire</cite></p></blockquote>",
        VIDEO,
        '<figure class="carte"><a data-objet="agenda:1" href="/agenda/a/">Assises</a></figure>',
    ],
)
def test_blocks_of_ours_are_kept(texte):
    assert assainir(texte) == texte


def test_a_call_out_is_beside_the_text_and_figures_within_stay_so():
    image = '<figure class="image"><img src="/static/img/a.png" alt="a"></figure>'
    rendu = rendre(f'<p>a</p><figure class="encadre"><p>b</p>{image}<p>c</p></figure>{image}')
    assert rendu.startswith('<p>a</p><aside class="encadre"><p>b</p><figure class="image">')
    assert "<p>c</p></aside><figure" in rendu and rendu.endswith("</figure>")
    assert rendre("</figure></figure><p>a</p>") == "<p>a</p>"


def test_a_video_is_a_card_that_leads_to_its_platform():
    assert rendre(VIDEO) == (
        '<div class="carte-texte"><p class="carte-texte__titre"><a href="https://www.exemple.test/v?a=1&amp;b=2" target="_blank" '
        'rel="noopener">Le film</a></p><p class="carte-texte__precision">12 min, sur exemple.test (nouvelle page)</p></div>'
    )
    assert rendre('<figure class="carte"><a href="/a/">&lt;b&gt;</a></figure>') == "<p>&lt;b&gt;</p>"


def test_a_card_says_what_its_row_is_today_and_is_its_words_once_withdrawn(db):
    actualite = ActualiteFabrique(titre="Assises <em>", slug="assises", publie_le="2026-03-03T10:00+01:00")
    lien = f'<a data-objet="actualites:{actualite.pk}" href="/x/">Avant</a>'
    carte = f'<figure class="carte">{lien}<figcaption>vieux</figcaption></figure>'
    assert riche(carte) == (
        '<div class="carte-texte"><p class="carte-texte__titre"><a href="/actualites/assises/">Assises &lt;em&gt;</a></p>'
        '<p class="carte-texte__precision">Actualité, 3\u00a0mars 2026</p></div>'
    )
    type(actualite).objects.update(statut="archive")
    assert '<p class="carte-texte__titre">Avant</p>' in riche(carte)


def test_a_document_is_a_card_with_its_format(db):
    document = DocumentFabrique(titre="Le rapport")
    carte = f'<figure class="carte"><a data-objet="documents:{document.pk}" href="/x/">Le rapport</a></figure>'
    assert f'href="{document.get_absolute_url()}"' in riche(carte) and f"Document {document.format}" in riche(carte)
