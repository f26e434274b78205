"""Each rule of the converter, on the markup that asks for it."""

import pytest

from mediatheque.templatetags.texte_riche import rendre
from reprise_spip.texte.conversion import chapo_en_texte, convertir_article, convertir_ligne, sans_numero
from reprise_spip.texte.echanges import MESSAGES, Cible, Figure
from socle.texte_plan import ancrer
from socle.texte_riche import assainir


class Resolveur:
    """Two rows, a document, a picture."""

    def lien(self, genre, cle):
        return {("article", 12): Cible("/actualites/a/", "actualites:3", "Titre « A »")}.get((genre, cle))

    def adresse(self, adresse):
        if "spip.php?article12" in adresse or adresse == "Vieille-adresse":
            return Cible("/actualites/a/", "actualites:3", "Titre « A »")
        return None

    def document(self, cle):
        return {
            5: Figure(adresse="/documents/5/", est_image=False, objet="documents:5", titre="Le {rapport}", credits="© Ville"),
            7: Figure(adresse="/media/images/a.webp", est_image=True, image=4, largeur=9, hauteur=6, titre="Vue", alt="Un pont"),
            8: Figure(adresse="https://video.exemple.test/8", est_image=False, titre="Film"),
        }.get(cle)

    def fichier(self, adresse):
        return self.document(7) if adresse == "IMG/jpg/a.jpg" else None


def convertir(texte, **autres):
    return convertir_article(Resolveur(), texte=texte, **autres)


def codes(article):
    return [rapport.code for rapport in article.rapports]


IMAGE = '<figure class="image"><img data-image="4" src="/media/images/a.webp" alt="Un pont" width="9" height="6">'
DE_COTE = IMAGE.replace("image", "image image-style-side", 1)
LEGENDE = "<figcaption><strong>Vue</strong></figcaption></figure>"


def tableau(*parties, legende=""):
    return f'<figure class="table"><table>{"".join(parties)}</table>{legende}</figure>'


@pytest.mark.parametrize(
    ("source", "attendu"),
    [
        # Headings, in an outline that skips no level whatever their names were.
        ("{{{A}}}\n<h3>B</h3><h5>C</h5>\n{{{D}}}", "<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>"),
        ("<h1>A</h1><h4>B</h4>", "<h2>A</h2><h3>B</h3>"),
        ("{{{A {b} {{c}}}}}", "<h2>A <i>b</i> <strong>c</strong></h2>"),
        ("-* a\n{{{B}}}\nc", "<ul><li>a</li></ul><h2>B</h2><p>c</p>"),
        # Bold and italics, across lines and paragraphs, one in the other.
        ("{{a\n\nb}} c", "<p><strong>a</strong></p><p><strong>b</strong> c</p>"),
        ("{} {{}} {{{}}}a", "<p>{} {{}}</p><p>a</p>"),
        ("{{a {b}}}", "<p><strong>a <i>b</i></strong></p>"),
        # Dash lines: a list when there are two, else a dash; negative numbers too, as SPIP reads them.
        ("Avant :\n- a\nsuite\n- b\n\nAprès", "<p>Avant :</p><ul><li>a<br>suite</li><li>b</li></ul><p>Après</p>"),
        ("- seul", "<p>–\u00a0seul</p>"),
        ("-- alinéa", "<p>—\u00a0alinéa</p>"),
        ("-* a\n- b\n- c", "<ul><li>a<br>–\u00a0b<br>–\u00a0c</li></ul>"),
        ("-* a\n-# b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("-*** a\n-* b", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol start=3><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
        # Links: references, addresses of the old site, of others, bare ones.
        ("[->12]", '<p><a data-objet="actualites:3" href="/actualites/a/">Titre « A »</a></p>'),
        ("[{{b}}->art12#suite]", '<p><a data-objet="actualites:3" href="/actualites/a/#suite"><strong>b</strong></a></p>'),
        ("[a [b] c->12]", '<p><a data-objet="actualites:3" href="/actualites/a/">a [b] c</a></p>'),
        ("[v->http://www.x.test/spip.php?article12]", '<p><a data-objet="actualites:3" href="/actualites/a/">v</a></p>'),
        ('<a href="Vieille-adresse">v</a>', '<p><a data-objet="actualites:3" href="/actualites/a/">v</a></p>'),
        ("(https://a.test/b).", '<p>(<a href="https://a.test/b">https://a.test/b</a>).</p>'),
        ("[a->www.a.test] [b->c@d.test]", '<p><a href="http://www.a.test">a</a> <a href="mailto:c@d.test">b</a></p>'),
        ("[a->b", "<p>[a-&gt;b</p>"),
        # Figures: a picture, within a link, a card and what is said of it, a document of another site.
        (
            "a<img7|left>b",
            f"<p>a</p>{DE_COTE}{LEGENDE}<p>b</p>",
        ),
        (
            "[<img7>->https://a.test/]",
            IMAGE.replace("<img", '<a href="https://a.test/"><img') + f"</a>{LEGENDE}",
        ),
        (
            "<doc5|left>",
            '<figure class="carte"><a data-objet="documents:5" href="/documents/5/">Le rapport</a></figure><p>© Ville</p>',
        ),
        ("<emb8>", '<figure class="carte"><a href="https://video.exemple.test/8">Film</a></figure>'),
        ('<img src="IMG/jpg/a.jpg" alt="x">', IMAGE + LEGENDE),
        # Tables.
        (
            "||L|R||\n|{{a}}|<|\n|{{b}}|c|\n|^|d|",
            tableau(
                '<thead><tr><th colspan="2">a</th></tr></thead>',
                '<tbody><tr><td rowspan="2"><strong>b</strong></td><td>c</td></tr><tr><td>d</td></tr></tbody>',
                legende="<figcaption>L<br>R</figcaption>",
            ),
        ),
        (
            "|a|\n|-* d\n-* e|",
            tableau("<tbody><tr><td>a</td></tr><tr><td><ul><li>d</li><li>e</li></ul></td></tr></tbody>"),
        ),
        ("|{{a}}|b|\n|{{c}}|d|", tableau("<tbody><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></tbody>")),
        ("a | b |\n\n| seul", "<p>a | b |</p><p>| seul</p>"),
        # Quotations, poems, code, frames, rules, breaks.
        ("<quote>a\n\nb</quote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<code>{{a}} <b></code>", "<p>{{a}} &lt;b&gt;</p>"),
        ("<cadre>\n[a->b]\n</cadre>", '<figure class="encadre"><p>[a-&gt;b]</p></figure>'),
        ("a\n----\nb", "<p>a</p><hr><p>b</p>"),
        ("a<br /><br />b<br>\nc", "<p>a</p><p>b<br>c</p>"),
        ("\\{a\\} 10~000 -- b", "<p>{a} 10\u00a0000 — b</p>"),
        # Raw HTML.
        ("<div>a</div>b<font color=red>c</font>", "<p>a</p><p>bc</p>"),
        ("<p>a<p>b<ul><li>c</ul>", "<p>a</p><p>b</p><ul><li>c</li></ul>"),
        ("<td>a</td></table></quote>b", "<p>a</p><p>b</p>"),
        ("<b>a\n\nb", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<!-- a -->b", "<p>b</p>"),
    ],
)
def test_markup(source, attendu):
    html = convertir(source).corps
    assert html == attendu.replace("\u00a0", "&nbsp;")
    assert assainir(html) == html


@pytest.mark.parametrize(
    ("source", "attendu", "code"),
    [
        ("a<script>x()</script>b", "<p>ab</p>", "retire"),
        ("<b onclick='x()'>a</b>", "<p><strong>a</strong></p>", "retire"),
        ('<a href="javascript:x()">a</a>', "<p>a</p>", "adresse-interdite"),
        ("[a->javascript:x()]", "<p>a</p>", "adresse-interdite"),
        ("[a->data:text/html,x]", "<p>a</p>", "adresse-interdite"),
        ('<iframe src="https://a.test/v"></iframe>', '<p><a href="https://a.test/v">https://a.test/v</a></p>', "cadre"),
        ('a <img src="https://a.test/b.png">', "<p>a</p>", "image"),
        ("[a->mot3]", "<p>a</p>", "lien"),
        ("[a->page-inconnue]", "<p>a</p>", "adresse"),
        ("[haut<-]a [b->#haut]", "<p>a b</p>", "ancre"),
        ("a <doc9>", "<p>a</p>", "document"),
        ("<rub5|liste> a", "<p>&lt;rub5|liste&gt; a</p>", "modele"),
        ("<jean@a.test> b", "<p>&lt;jean@a.test&gt; b</p>", "modele"),
        ("{{a", "<p>{{a</p>", "accolade"),
        ("a}} {b}", "<p>a}} <i>b</i></p>", "accolade"),
        ("a[[b", "<p>a[[b</p>", "note"),
        ("a[[<Z>]]", "<p>a[[&lt;Z&gt;]]</p>", "note"),
        ("[a|bulle->12]", '<p><a data-objet="actualites:3" href="/actualites/a/">a</a></p>', "attribut"),
        ("<multi>[en]a</multi>", '<p><span lang="en">a</span></p>', "langue"),
    ],
)
def test_what_cannot_be_written_is_said(source, attendu, code):
    article = convertir(source)
    assert article.corps == attendu
    assert codes(article) == [code]
    assert article.rapports[0].message == MESSAGES[code] and article.rapports[0].extrait


def test_notes_are_numbered_through_the_texts_and_tied_by_the_portal():
    article = convertir("b[[deux {i}]] c[[trois\n\nsuite]]", chapo="a[[un]]", ps="d[[quatre [v->12]]]")
    assert article.chapo == '<p>a<sup><a href="#note-1">1</a></sup></p>'
    assert article.corps == (
        '<p>b<sup><a href="#note-2">2</a></sup> c<sup><a href="#note-3">3</a></sup></p><hr>'
        '<p>d<sup><a href="#note-4">4</a></sup></p>'
        "<ol><li>un</li><li>deux <i>i</i></li><li><p>trois</p><p>suite</p></li>"
        '<li>quatre <a data-objet="actualites:3" href="/actualites/a/">v</a></li></ol>'
    )
    rendu = rendre(article.corps)
    assert rendu.count('role="doc-noteref"') == rendu.count('role="doc-backlink"') == 3
    assert not article.rapports


def test_named_notes_say_their_name_after_those_that_have_a_number():
    article = convertir("a[[<A> nommée]] b[[<A>]] c[[<> muette]] d[[une]]")
    assert article.corps == (
        '<p>a<sup><a href="#note-2">A</a></sup> b<sup><a href="#note-2">A</a></sup> c d<sup><a href="#note-1">1</a></sup></p>'
        "<ol><li>une</li><li>[A] nommée</li><li>muette</li></ol>"
    )


def test_a_note_in_a_cell_a_caption_or_a_heading_is_one_as_others():
    html = convertir("{{{T[[un]]}}}\n|a[[deux]]|\n\n-* b[[trois]]").corps
    assert [f"#note-{rang}" in html for rang in (1, 2, 3)] == [True] * 3
    assert html.endswith("<ol><li>un</li><li>deux</li><li>trois</li></ol>")


@pytest.mark.parametrize(
    "source", ["[haut<-]\n{{{L’eau potable}}}", "{{{[haut<-]L’eau potable}}}", '<a name="haut"></a>{{{L’eau potable}}}']
)
def test_a_link_to_a_heading_leads_to_the_address_that_the_page_gives_it(source):
    article = convertir(f"[y aller->#haut]\n\n{source}", ps='<a href="#haut">haut</a>')
    page = ancrer(article.corps, "texte")
    assert page.count('href="#texte-leau-potable"') == 2 and page.count('id="texte-leau-potable"') == 1
    assert not article.rapports


def test_other_languages_are_kept_aside():
    article = convertir("<multi>[fr]Un {{mot}}[en]A {{word}}[es]</multi> et <multi>deux[en]two</multi>")
    assert article.corps == "<p>Un <strong>mot</strong> et deux</p>"
    assert article.autres_langues == {"en": "<p>A <strong>word</strong></p><p>two</p>"}
    assert not article.rapports
    assert convertir("<multi>[fr]un[en]one</multi>", langue="en").corps == "<p>one</p>"
    assert convertir("<multi>[fr]un[en]one[fr]deux</multi>").corps == "<p>un</p><p>deux</p>"
    assert convertir("<multi>[fr_tu]toi[en]you</multi>").corps == "<p>toi</p>"


def test_a_chapo_as_text_keeps_its_calls_and_says_the_links_it_loses():
    article = convertir("", chapo="{{a}}[[n]] [b->12]\n\nc")
    assert chapo_en_texte(article) == "a [1] b c"
    assert codes(article) == ["lien-du-chapo"]


def test_a_title_is_one_line_of_words():
    assert convertir_ligne("<multi>[fr]L&rsquo;eau {douce}~![en]Water</multi>") == ("L’eau {douce}\u00a0!", [])
    assert convertir_ligne("a\n<b>b</b>") == ("a b", [])
    assert [sans_numero(titre) for titre in ("01. Bénin", "12.Titre", "2012. Bilan", "Bénin")] == [
        "Bénin",
        "12.Titre",
        "Bilan",
        "Bénin",
    ]
