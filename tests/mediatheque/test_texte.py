"""The text of documents: read by the queue, bounded, and what cannot be read is listed."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from demo.pdf import pdf
from mediatheque import lecture, texte
from mediatheque.models import Document
from tests.fabriques import DocumentFabrique

pytestmark = pytest.mark.django_db

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ODF = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def archive(**parties):
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as sortie:
        for nom, contenu in parties.items():
            sortie.writestr(nom.replace("__", "/") + ".xml", contenu)
    return tampon.getvalue()


FICHIERS = {
    "pdf": pdf("Un titre", "Une coopération à Lomé."),
    "docx": archive(
        word__document=f"<w:d {W}><w:p><w:r><w:t>Une coop</w:t><w:t>ération</w:t></w:r></w:p><w:p><w:t>à Lomé.</w:t></w:p></w:d>"
    ),
    "pptx": archive(ppt__slides__slide1=f"<x {A}><a:p><a:t>Une coopération</a:t></a:p><a:p><a:t>à Lomé.</a:t></a:p></x>"),
    "xlsx": archive(xl__sharedStrings="<sst><si><t>Une coopération</t></si><si><t>à Lomé.</t></si></sst>"),
    "odt": archive(content=f"<x {ODF}><t:p>Une <t:span>coop</t:span>ération</t:p><t:p>à Lomé.</t:p></x>"),
    "txt": "Une coopération\nà Lomé.".encode("cp1252"),
    "csv": "\ufeffUne coopération\nà Lomé.".encode(),
}


def document(extension, octets):
    return DocumentFabrique(fichier=ContentFile(octets, name=f"essai.{extension}"), a_transcrire=extension == "mp3")


def lu(piece):
    return Document.objects.values_list("lecture", "texte").get(pk=piece.pk)


@pytest.mark.parametrize("extension", FICHIERS)
def test_each_format_is_read(extension):
    piece = document(extension, FICHIERS[extension])
    assert lecture.lire_les_nouveaux() == 1
    etat, dit = lu(piece)
    assert etat == "lu"
    assert "Une coopération à Lomé." in dit
    assert lecture.lire_les_nouveaux() == 0


BOMBE = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("extension", "octets"),
    [
        ("pdf", b"%PDF-1.4 essai"),
        ("docx", b"PK\x03\x04 essai"),
        ("docx", archive(autre="<x/>")),
        ("docx", archive(word__document="<x>")),
        ("odt", archive(content=BOMBE)),
    ],
)
def test_what_cannot_be_read_is_listed(extension, octets, client_editrice):
    piece = document(extension, octets)
    lecture.lire_les_nouveaux()
    assert lu(piece) == ("illisible", "")
    assert piece.titre in client_editrice.get("/admin/mediatheque/document/?lecture__exact=illisible").text


def test_a_file_that_unfolds_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(texte, "OCTETS_MAX", 1_000_000)
    octets = archive(content="<x>" + "<a/>" * 300_000 + "</x>")
    assert len(octets) < 10_000
    with pytest.raises(texte.Illisible):
        texte.lire(octets, "odt")


def test_a_long_text_is_cut():
    assert len(texte.lire(b"mot " * texte.LETTRES_MAX, "txt")) == texte.LETTRES_MAX


def test_what_has_no_text_is_not_a_fault():
    son = document("mp3", b"ID3 essai")
    scan = document("pdf", pdf("", ""))
    lecture.lire_les_nouveaux()
    assert lu(son)[0] == lu(scan)[0] == "sans-texte"


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(lecture, "SECONDES_MAX", 0.001)
    piece = document("pdf", FICHIERS["pdf"])
    lecture.lire_les_nouveaux()
    assert lu(piece) == ("illisible", "")
