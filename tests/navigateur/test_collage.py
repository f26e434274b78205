"""Pasting into the editor, under the real headers, from clipboards as Word, LibreOffice, Google Docs and Excel online fill them.

Each page is watched: what the policy of the site refuses fails the test.
"""

import base64
import io
import re
from pathlib import Path

import pytest
from PIL import Image as Pillow
from playwright.sync_api import expect

from actualites.models import Actualite
from mediatheque import televersement
from mediatheque.images import preparer_image
from mediatheque.models import Image
from socle.texte_riche import assainir
from tests.fabriques import ActualiteFabrique

PRESSE_PAPIERS = Path(__file__).parents[1] / "presse_papiers"
AJOUT = "/admin/actualites/actualite/add/"
ZONE = ".ck-editor__editable"
PERDUS = ".editeur-perdus"


def png(couleur=(200, 30, 30), taille=(4, 4)):
    sortie = io.BytesIO()
    Pillow.new("RGB", taille, couleur).save(sortie, "PNG")
    return sortie.getvalue()


def rtf(image):
    """What Word puts beside its HTML: the pictures, in hexadecimal."""
    return (
        r"{\rtf1\ansi{\*\shppict{\pict{\*\picprop{\sp{\sn shapeType}{\sv 75}}}\picscalex100\picscaley100\picw106\pich106"
        r"\picwgoal60\pichgoal60\pngblip\bliptag-1508346379{\*\blipuid a61892f5d2fb9d4ee2a6bc2d7d3cf5a1}" + image.hex() + "}}}"
    )


def coller(page, html, *, fichiers=(), **autres):
    """Paste a clipboard; `fichiers` are (name, type, bytes), `autres` its other texts (`rtf`)."""
    page.locator(ZONE).first.click()
    page.locator(ZONE).first.evaluate(
        """(zone, [textes, fichiers]) => {
            const transfert = new DataTransfer();
            for (const [type, texte] of Object.entries(textes)) transfert.setData(type, texte);
            for (const [nom, type, octets] of fichiers) {
                const contenu = Uint8Array.from(atob(octets), (lettre) => lettre.charCodeAt(0));
                transfert.items.add(new File([contenu], nom, { type }));
            }
            zone.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfert, bubbles: true, cancelable: true }));
        }""",
        [
            {"text/html": html, **{f"text/{nom}": texte for nom, texte in autres.items()}},
            [(nom, genre, base64.b64encode(octets).decode()) for nom, genre, octets in fichiers],
        ],
    )


def presse_papiers(nom):
    return (PRESSE_PAPIERS / f"{nom}.html").read_text()


def ecrit(page):
    """Return what would be stored of the text, without the no-break spaces of empty places."""
    texte = page.locator(ZONE).first.evaluate("zone => zone.ckeditorInstance.getData()")
    return re.sub(" +", " ", assainir(texte).replace("&nbsp;", " "))


@pytest.fixture
def formulaire(ouvrir, connecter, redactrice):
    page = ouvrir()
    connecter(page, redactrice)
    page.goto(AJOUT)
    page.locator(ZONE).first.wait_for()
    return page


def test_a_word_text_keeps_its_lists_headings_and_notes(formulaire):
    with formulaire.expect_response("**/images/envoi/") as envoi:
        coller(formulaire, presse_papiers("word"), rtf=rtf(png()))
    assert envoi.value.status == 200
    expect(formulaire.locator(f"{ZONE} img")).to_have_attribute("src", re.compile("^/media/"))
    texte = ecrit(formulaire)
    # A level 1, and the title of the document, are our first level; the others go down with them.
    assert re.findall(r"<(h\d)>(.*?)</", texte) == [
        ("h2", "Rencontres de Fès"),
        ("h2", "Le programme"),
        ("h3", "Les ateliers"),
        ("h4", "La suite"),
    ]
    assert "<ul><li>L’eau<ul><li>potable</li></ul></li><li>La jeunesse</li></ul>" in texte
    assert '<ol type="I" start="3"><li>Signer</li><li>Publier</li></ol>' in texte.replace(
        'start="3" type="I"', 'type="I" start="3"'
    )
    assert '<a href="https://www.exemple.test/fes">la page de la ville</a>' in texte
    assert "le programme, le budget, <a" in texte
    assert texte.count("[1]") == 2
    assert "Délibération du 3 mars." in texte
    assert '<span lang="es" dir="ltr">Hasta luego</span>' in texte
    assert 'lang="fr"' not in texte
    assert 'alt="La médina"' in texte
    perdus = formulaire.locator(PERDUS).first
    expect(perdus).to_contain_text("1 lien menait à un fichier de votre ordinateur")
    expect(perdus).to_contain_text("« le budget »")
    expect(perdus).to_contain_text("3 renvois d’un endroit à l’autre du document")
    expect(perdus).to_contain_text("barré")
    expect(perdus).not_to_contain_text("image")


def test_a_pasted_picture_is_sent_as_it_is(formulaire, monkeypatch):
    """It is not painted again by the browser, which would lose its profile and its kind."""
    recus = []

    def preparer(fichier):
        recus.append(fichier.read())
        return preparer_image(fichier)

    monkeypatch.setattr(televersement, "preparer_image", preparer)
    with formulaire.expect_response("**/images/envoi/"):
        coller(formulaire, presse_papiers("word"), rtf=rtf(png()))
    assert recus == [png()]


def test_word_pictures_that_the_clipboard_does_not_hold_are_named(formulaire):
    coller(formulaire, presse_papiers("word"))
    expect(formulaire.locator(PERDUS).first).to_contain_text("Une image, « La médina », n’a pas été reprise")
    assert "<img" not in ecrit(formulaire)


def test_a_picture_without_a_name_is_told_without_one(formulaire):
    coller(formulaire, '<p>Le port<img src="cid:image001.png@01DB"></p>')
    expect(formulaire.locator(PERDUS).first).to_contain_text("Une image n’a pas été reprise.")


def test_a_libreoffice_text(formulaire):
    html = presse_papiers("libreoffice").replace("IMAGE", base64.b64encode(png()).decode())
    with formulaire.expect_response("**/images/envoi/"):
        coller(formulaire, html)
    expect(formulaire.locator(f"{ZONE} img")).to_have_attribute("src", re.compile("^/media/"))
    texte = ecrit(formulaire)
    assert texte.startswith("<h2>Le bilan</h2><h3>Les suites</h3><ul><li>l’eau</li><li>la jeunesse</li></ul>")
    assert re.search(r'<ol (type="a" start="3"|start="3" type="a")><li>troisième point</li>', texte)
    assert '<span lang="en" dir="ltr">see you soon</span>' in texte
    assert "page-break" not in texte
    expect(formulaire.locator(PERDUS).first).to_contain_text("1 renvoi")


def test_a_google_docs_text(formulaire):
    coller(formulaire, presse_papiers("google_docs"))
    texte = ecrit(formulaire)
    assert texte.startswith("<h2>Compte rendu</h2><h3>Décisions</h3><p><strong>Important</strong> et retiré</p>")
    assert re.search(r'<ol (type="a" start="2"|start="2" type="a")><li>deuxième</li><li>troisième</li></ol>', texte)
    perdus = formulaire.locator(PERDUS).first
    expect(perdus).to_contain_text("Une image, « Le plan du port », du site lh7-rt.googleusercontent.com, n’a pas été reprise")
    expect(perdus).to_contain_text("bouton « Insérer une image »")
    expect(perdus).to_contain_text("barré")


def test_an_excel_table_comes_without_its_style_sheet(formulaire):
    coller(formulaire, presse_papiers("excel_en_ligne"), fichiers=[("image.png", "image/png", png())])
    texte = ecrit(formulaire)
    assert "mso-" not in texte
    assert re.sub("<[^>]+>", "|", texte).strip("|").split("|") == [*["Ville", "", "Montant", "", "", "", "Fès", "", "1 200"]]
    expect(formulaire.locator(PERDUS).first).to_be_hidden()
    expect(formulaire.locator(".editeur-refus").first).to_be_hidden()


def test_a_page_of_another_site(formulaire):
    coller(formulaire, presse_papiers("page_web"))
    texte = ecrit(formulaire)
    assert texte == (
        "<p>Première ligne</p><p>Deuxième ligne</p><p>1, place du Port</p><h2>Un port</h2><p>Un texte nu</p>"
        "<p>Terme</p><p>Sens</p><p>Une image, un script.</p>"
    )
    perdus = formulaire.locator(PERDUS).first
    expect(perdus.locator("li")).to_have_count(3)
    expect(perdus).to_contain_text("« le port.jpg », du site autre.test")
    expect(perdus).to_contain_text("« script »")
    expect(perdus).to_contain_text("du site carte.test")
    # The next paste says its own losses only.
    coller(formulaire, "<p>Un mot</p>")
    expect(perdus).to_be_hidden()


def test_a_message_of_outlook(formulaire):
    coller(formulaire, presse_papiers("courriel_outlook"))
    texte = ecrit(formulaire)
    assert texte == (
        "<p>Bonjour,</p><p>Le <strong>programme</strong> est "
        '<a href="https://exemple.test/programme">en ligne</a>.</p><ul><li>L’eau</li><li>La jeunesse</li></ul>'
        "<p>Jeanne Dupont<br>Ville de Fès</p>"
    )
    expect(formulaire.locator(PERDUS).first).to_contain_text("Une image")


def test_a_message_of_gmail(formulaire):
    coller(formulaire, presse_papiers("courriel_gmail"))
    texte = ecrit(formulaire)
    assert texte == (
        "<p>Bonjour à tous,</p><p>Rendez-vous <i>mardi</i> à <strong>14 h</strong>.</p>"
        "<blockquote><p>Le message d’avant</p></blockquote>"
    )


def test_a_page_of_spip(formulaire):
    coller(formulaire, presse_papiers("spip"))
    texte = ecrit(formulaire)
    assert re.findall(r"<(h\d)>(.*?)</", texte) == [("h2", "Les suites")]
    # The chapo is bold by its style: so are its words.
    assert texte.startswith("<p><strong>La rencontre </strong><i><strong>à Fès</strong></i></p><h2>")
    assert "<ul><li>l’eau</li><li>la jeunesse</li></ul>" in texte
    assert "<blockquote><p>Une belle rencontre</p></blockquote>" in texte
    assert '<a href="https://www.exemple.test/spip.php?article12">l’article</a>' in texte
    assert "spip" not in texte.replace("spip.php", "") and "style" not in texte
    perdus = formulaire.locator(PERDUS).first
    expect(perdus).to_contain_text("« fes.jpg », du site exemple.test")
    expect(perdus).to_contain_text("renvoi")


def test_a_picture_copied_from_another_site_is_taken_from_the_clipboard(formulaire):
    with formulaire.expect_response("**/images/envoi/"):
        coller(formulaire, '<img src="https://www.autre.test/a.png" alt="Un port">', fichiers=[("image.png", "image/png", png())])
    expect(formulaire.locator(f"{ZONE} img")).to_have_attribute("src", re.compile("^/media/"))
    assert Image.objects.count() == 1
    expect(formulaire.locator(PERDUS).first).to_be_hidden()


def test_a_picture_of_ours_copied_from_a_page_stays(formulaire, live_server):
    coller(formulaire, f'<p>Avant</p><img src="{live_server.url}/static/img/partage.png" alt="Motif">')
    assert 'src="/static/img/partage.png"' in ecrit(formulaire)


def test_a_form_waits_for_the_pictures_on_their_way(formulaire):
    envois = []
    formulaire.route("**/images/envoi/", lambda route: envois.append(route))
    formulaire.locator("#id_titre").fill("Un titre")
    coller(formulaire, presse_papiers("word"), rtf=rtf(png()))
    expect(formulaire.locator(f"{ZONE} figure.image")).to_be_visible()
    formulaire.locator("[name=_save]").last.click()
    expect(formulaire.locator(".editeur-refus").first).to_contain_text("encore en cours d’envoi")
    assert Actualite.objects.count() == 0
    envois[0].continue_()
    expect(formulaire.locator(f"{ZONE} img")).to_have_attribute("src", re.compile("^/media/"))


def test_a_member_is_told_that_pictures_are_not_taken(ouvrir, connecter, bob, aix):
    page = ouvrir()
    connecter(page, bob)
    page.goto(f"/espace/collectivites/{aix.slug}/modifier/")
    coller(page, f'<p>Un mot</p><img src="data:image/png;base64,{base64.b64encode(png()).decode()}" alt="Un port">')
    expect(page.locator(PERDUS).first).to_contain_text("« Un port », n’a pas été reprise. Ce texte ne reçoit pas d’images")
    assert ecrit(page) == "<p>Un mot</p>"


OUVERTS = [
    '<ol type="i" start="4"><li>un</li><li>deux</li></ol>',
    '<ol start="3"><li>un<ol type="a"><li>a</li></ol></li></ol>',
    '<ol reversed="reversed"><li>un</li></ol>',
    "<ul><li>un</li></ul><h2>a</h2><h3>b</h3><h4>c</h4>",
    '<p><a href="https://exemple.test/">a</a> <span lang="ar" dir="rtl">سلام</span> 1<sup>er</sup> H<sub>2</sub>O</p><hr>',
    '<figure class="image"><a href="https://exemple.test/"><img src="/static/img/marque.svg" alt="Vue"></a></figure>',
    '<figure class="media"><oembed url="https://www.youtube.com/watch?v=abc"></oembed></figure>',
    (
        '<figure class="table"><table><thead><tr><th>a</th><th>b</th></tr></thead>'
        '<tbody><tr><td colspan="2">c</td></tr></tbody></table><figcaption>Légende</figcaption></figure>'
    ),
    "<blockquote><p>cité</p></blockquote>",
    "<blockquote><p>cité</p><p><cite>Jeanne Dupont</cite></p></blockquote>",
    '<p>a</p><figure class="encadre"><h2>b</h2><ul><li>c</li></ul><p>d</p></figure><p>e</p>',
    '<figure class="carte"><a href="https://exemple.test/v?a=1&amp;b=2">Le film</a><figcaption>12 min</figcaption></figure>',
    '<figure class="carte"><a data-objet="actualites:1" href="/actualites/a/">Une note</a></figure><p>a</p>',
]


@pytest.mark.parametrize("corps", OUVERTS)
def test_a_text_opened_is_written_the_same(ouvrir, connecter, editrice, corps):
    texte = ActualiteFabrique(corps=corps, brouillon=True)
    page = ouvrir()
    connecter(page, editrice)
    page.goto(f"/admin/actualites/actualite/{texte.pk}/change/")
    page.locator(ZONE).first.wait_for()
    assert ecrit(page) == corps


def test_a_list_opened_then_saved_keeps_its_start_and_kind(ouvrir, connecter, editrice):
    texte = ActualiteFabrique(corps='<ol type="i" start="4"><li>un</li><li>deux</li></ol>')
    page = ouvrir()
    connecter(page, editrice)
    page.goto(f"/admin/actualites/actualite/{texte.pk}/change/")
    page.locator(ZONE).first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" et demi")
    numeros = "li => getComputedStyle(li).listStyleType"
    assert page.locator(f"{ZONE} ol > li").first.evaluate(numeros) == "lower-roman"
    page.locator("[name=_save]").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    texte.refresh_from_db()
    assert texte.corps == '<ol type="i" start="4"><li>un</li><li>deux et demi</li></ol>'
    page.goto(texte.get_absolute_url())
    assert page.locator("main .texte ol > li").first.evaluate(numeros) == "lower-roman"
