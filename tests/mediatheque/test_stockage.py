"""A disk that is full, or gone: everyone is told in French, loses nothing typed, and no piece of a file stays."""

import resource
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mediatheque.models import Document, Image
from tests.annuaire.conftest import ESPACE_AIX
from tests.annuaire.formulaire import champs_de
from tests.fabriques import DocumentFabrique
from tests.formulaires import empreinte
from tests.mediatheque.test_images import octets, photo

PNG = octets(photo(1000, 700), "PNG")
MOTS = "n’a pas pu être enregistré"


def fichiers():
    """Return the files kept, media and documents."""
    return {
        un for dossier in (settings.MEDIA_ROOT, settings.CUF_DOCUMENTS_ROOT) for un in Path(dossier).rglob("*") if un.is_file()
    }


@pytest.fixture(autouse=True)
def dossiers(settings, tmp_path):
    """Folders of this test alone, to be broken."""
    settings.MEDIA_ROOT, settings.CUF_DOCUMENTS_ROOT = tmp_path / "media", tmp_path / "documents"


@contextmanager
def disque_plein():
    """No file of more than 20 bytes can be written."""
    limites = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, limites[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limites)


@pytest.fixture(params=["plein", "disparu", "plein aux variantes"])
def panne(request, monkeypatch, tmp_path):
    """A disk that is full, or whose folders cannot be made, or full after one file."""
    if request.param == "plein":
        with disque_plein():
            yield
    elif request.param == "disparu":
        (tmp_path / "media").touch()
        (tmp_path / "documents").touch()
        yield
    else:
        ecrire, faits = FileSystemStorage._save, []

        def un_seul(stockage, nom, contenu):
            if faits or "documents" in str(stockage.location):
                raise OSError(28, "No space left on device")
            faits.append(nom)
            return ecrire(stockage, nom, contenu)

        monkeypatch.setattr(FileSystemStorage, "_save", un_seul)
        yield


def image():
    return SimpleUploadedFile("photo.png", PNG)


def restent():
    """Return the names of the files left."""
    return {un.name for un in fichiers()}


def test_the_editor_is_answered_in_json(client_redactrice, panne):
    reponse = client_redactrice.post(reverse("mediatheque:televerser_image"), {"upload": image()})
    assert reponse.status_code == 503
    assert MOTS in reponse.json()["error"]["message"]
    assert not Image.objects.exists()
    assert restent() == set()


def test_the_form_of_an_image_keeps_what_was_typed(client_redactrice, panne):
    donnees = {"fichier": image(), "alt": "Le port de Kyoto", "focal_x": 50, "focal_y": 50}
    reponse = client_redactrice.post("/admin/mediatheque/image/add/", donnees)
    assert reponse.status_code == 200
    page = reponse.content.decode()
    assert MOTS in page
    assert "Le port de Kyoto" in page
    assert not Image.objects.exists()
    assert restent() == set()


def test_the_form_of_a_document_keeps_what_was_typed_and_the_file_that_was_there(client_editrice):
    ancien = DocumentFabrique(titre="Relevé", acces="public")
    avant = fichiers()
    donnees = {"titre": "Relevé corrigé", "nature": "autre", "acces": "public"}
    adresse = f"/admin/mediatheque/document/{ancien.pk}/change/"
    donnees |= empreinte(client_editrice, adresse)
    with disque_plein():
        reponse = client_editrice.post(adresse, donnees | {"fichier": SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 50_000)})
    page = reponse.content.decode()
    assert MOTS in page
    assert "Relevé corrigé" in page
    assert fichiers() == avant
    assert Document.objects.get().titre == "Relevé"


def test_a_new_document_is_not_kept_in_part(client_redactrice, panne):
    donnees = {"titre": "Relevé", "nature": "autre", "acces": "public"}
    donnees["fichier"] = SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 50_000)
    page = client_redactrice.post("/admin/mediatheque/document/add/", donnees).content.decode()
    assert MOTS in page
    assert not Document.objects.exists()
    assert restent() == set()


def test_a_member_keeps_the_form_without_the_logo(membre, aix, panne):
    champs = champs_de(membre.get(ESPACE_AIX))
    reponse = membre.post(ESPACE_AIX, champs | {"ville": ["Aix-les-Eaux"], "logo": image()})
    assert reponse.status_code == 503
    page = reponse.content.decode()
    assert MOTS in page
    assert "Aix-les-Eaux" in page
    assert not Image.objects.exists()
    assert restent() == set()


def test_a_document_on_a_disk_that_fails_is_not_found(visiteur, db, monkeypatch):
    piece = DocumentFabrique(titre="Relevé", acces="public")

    def refuser(*args, **kwargs):
        raise PermissionError

    monkeypatch.setattr(FileSystemStorage, "_open", refuser)
    monkeypatch.setattr(FileSystemStorage, "size", refuser)
    assert visiteur.get(piece.get_absolute_url()).status_code == 404
    assert Document.objects.get().poids == 0


def test_a_picture_is_written_once_with_its_variants(client_redactrice):
    donnees = {"fichier": image(), "alt": "Le port", "focal_x": 50, "focal_y": 50}
    assert client_redactrice.post("/admin/mediatheque/image/add/", donnees).status_code == 302
    une = Image.objects.get()
    racine = Path(une.fichier.name).stem
    assert {un.name for un in fichiers()} == {
        f"{racine}{fin}.webp" for fin in ("", ".l480", ".l960", ".c480-50-50", ".c960-50-50")
    }
