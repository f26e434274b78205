"""Documents sent to the back office: their content is what their name says, and they are not too heavy."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from mediatheque.models import Document
from mediatheque.pieces import verifier_piece

AJOUT = "/admin/mediatheque/document/add/"


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("a.pdf", b"%PDF-1.7 x"),
        ("a.PDF", b"\n\n%PDF-1.4"),
        ("a.docx", b"PK\x03\x04..."),
        ("a.ods", b"PK\x03\x04..."),
        ("vide.zip", b"PK\x05\x06" + b"\0" * 18),
        ("a.mp3", b"ID3\x04"),
        ("a.mp4", b"\0\0\0\x20ftypisom"),
        ("a.csv", "Évry;12\n".encode("cp1252")),
        ("a.txt", b"Compte rendu\n"),
    ],
)
def test_a_true_file_is_accepted_and_given_back_whole(nom, contenu):
    fichier = SimpleUploadedFile(nom, contenu)
    verifier_piece(fichier)
    assert fichier.read() == contenu


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("virus.pdf", b"MZ\x90\0"),
        ("page.docx", b"<html>"),
        ("a.zip", b"%PDF-1.4"),
        ("a.mp3", b"MZ\x90\0"),
        ("a.mp4", b"ftypisom"),
        ("a.txt", b"\x7fELF\0\0"),
        ("a.pdf", b""),
    ],
)
def test_a_file_under_a_false_name_is_refused(nom, contenu):
    with pytest.raises(ValidationError, match="n’est pas un vrai"):
        verifier_piece(SimpleUploadedFile(nom, contenu))


def test_a_file_too_heavy_is_refused(settings):
    settings.CUF_DOCUMENT_POIDS_MAX = 1024 * 1024
    with pytest.raises(ValidationError, match="pèse plus de"):
        verifier_piece(SimpleUploadedFile("a.pdf", b"%PDF-" + b" " * 1024 * 1024))


def test_the_form_says_so_and_keeps_nothing(client_editrice):
    saisie = {"titre": "Relevé", "nature": "autre", "acces": "public", "fichier": SimpleUploadedFile("a.pdf", b"MZ\x90")}
    reponse = client_editrice.post(AJOUT, saisie)
    assert "n’est pas un vrai PDF" in reponse.context["adminform"].form.errors["fichier"][0]
    assert not Document.objects.exists()
