"""What is judged before a picture is decoded, and how many are at once."""

import os
import signal
import threading

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from mediatheque import decodage, images
from mediatheque.decodage import dimensions_webp, un_a_la_fois
from mediatheque.images import nom_aleatoire, preparer_image
from mediatheque.models import Image as ImageMediatheque
from mediatheque.televersement import enregistrer_image
from tests.formulaires import valeurs
from tests.mediatheque.test_images import bombe, fichier, octets, photo


@pytest.fixture
def decodees(monkeypatch):
    """The sizes of the pictures that were decoded."""
    vues = []

    def lire(source, cote_max):
        vues.append(source.size)
        return vraie(source, cote_max)

    vraie = images.lire
    monkeypatch.setattr(images, "lire", lire)
    return vues


@pytest.fixture
def preparee():
    return preparer_image(fichier(octets(photo(1200, 800), "PNG")))


@pytest.fixture
def occupe(monkeypatch):
    """Someone else's picture takes its time."""
    monkeypatch.setattr(decodage, "ATTENTE", 0.05)
    fin = threading.Event()
    autre = threading.Thread(target=un_a_la_fois, args=[fin.wait, 20])
    autre.start()
    yield fin
    fin.set()
    autre.join()


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"quality": 50}, {"quality": 50, "exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"}]
)
@pytest.mark.parametrize("taille", [(1, 1), (300, 200), (5001, 3)])
def test_the_first_bytes_of_a_webp_say_its_size(options, taille):
    contenu = octets(Image.new("RGB", taille), "WEBP", **options)
    assert dimensions_webp(contenu[:30]) == taille


def test_other_files_are_not_taken_for_a_webp():
    assert dimensions_webp(octets(photo(), "PNG")[:30]) is None
    assert dimensions_webp(b"") is None


def test_the_size_of_a_webp_is_judged_before_it_is_opened(monkeypatch):
    """Its decoder makes two canvases as soon as it is."""
    monkeypatch.setattr(images.Image, "open", lambda *args, **kwargs: pytest.fail("opened"))
    grande = octets(Image.new("RGB", (8000, 5000)), "WEBP", quality=1, method=0)
    with pytest.raises(ValidationError, match="en WEBP") as refus:
        preparer_image(fichier(grande, "photo.jpg"))
    assert refus.value.code == "dimensions"


@pytest.mark.parametrize("taille", [(10_000, 4_001), (30_000, 30_000)])
def test_no_pixel_is_read_of_a_picture_too_large(decodees, taille):
    with pytest.raises(ValidationError) as refus:
        preparer_image(fichier(bombe(*taille)))
    assert refus.value.code == "dimensions"
    assert decodees == []


def test_a_progressive_jpeg_counts_what_it_keeps(monkeypatch):
    monkeypatch.setattr(decodage, "OCTETS_MAX", 300 * 200 * 5)
    simple, progressive = octets(photo(), "JPEG", subsampling=0), octets(photo(), "JPEG", subsampling=0, progressive=True)
    assert preparer_image(fichier(simple)).largeur == 300
    with pytest.raises(ValidationError):
        preparer_image(fichier(progressive))
    # Colours kept by four pixels weigh half.
    assert preparer_image(fichier(octets(photo(), "JPEG", subsampling=2, progressive=True))).largeur == 300


def test_one_picture_at_a_time(monkeypatch):
    ensemble, le_plus, verrou = 0, 0, threading.Lock()

    def lire(source, cote_max):
        nonlocal ensemble, le_plus
        with verrou:
            ensemble += 1
            le_plus = max(le_plus, ensemble)
        threading.Event().wait(0.02)
        with verrou:
            ensemble -= 1
        return vraie(source, cote_max)

    vraie = images.lire
    monkeypatch.setattr(images, "lire", lire)
    contenu = octets(photo(), "PNG")
    fils = [threading.Thread(target=preparer_image, args=[fichier(contenu)]) for _ in range(6)]
    for un in fils:
        un.start()
    for un in fils:
        un.join()
    assert le_plus == 1


def test_who_waits_too_long_is_told_so(occupe, monkeypatch):
    with pytest.raises(ValidationError, match="Réessayez dans une minute") as refus:
        preparer_image(fichier(octets(photo(), "PNG")))
    assert refus.value.code == "occupe"
    occupe.set()
    monkeypatch.undo()
    # The turn is given back after a refusal too.
    with pytest.raises(ValidationError):
        preparer_image(fichier(b"pas une image"))
    assert preparer_image(fichier(octets(photo(), "PNG"))).largeur == 300


@pytest.mark.django_db
def test_a_picture_whose_variants_wait_too_long_leaves_nothing(preparee, occupe, redactrice):
    with pytest.raises(ValidationError):
        enregistrer_image(fichier=preparee, par=redactrice)
    assert ImageMediatheque.objects.count() == 0
    nom = nom_aleatoire(None, preparee.name)
    assert not images.default_storage.exists(nom)


@pytest.mark.django_db
@pytest.mark.parametrize("client", ["visiteur", "membre", "etranger", "agent"])
def test_rights_are_checked_before_decoding(request, client, decodees):
    navigateur = request.getfixturevalue(client)
    contenu = octets(photo(), "PNG")
    assert navigateur.post("/images/envoi/", {"upload": fichier(contenu)}).status_code == 403
    navigateur.post("/admin/mediatheque/image/add/", {"fichier": fichier(contenu)})
    assert decodees == []


@pytest.mark.django_db
def test_a_form_that_someone_else_overtook_decodes_nothing(client_editrice, decodees):
    image = enregistrer_image(fichier=preparer_image(fichier(octets(photo(), "PNG"))), par=None, alt="Un pont")
    adresse = f"/admin/mediatheque/image/{image.pk}/change/"
    envoi = {**valeurs(client_editrice, adresse), "fichier": fichier(octets(photo(), "PNG"))}
    decodees.clear()
    perime = client_editrice.post(adresse, {**envoi, "empreinte": "d’avant"})
    assert "Quelqu’un a enregistré d’autres valeurs" in perime.text
    assert decodees == []
    envoi["fichier"] = fichier(octets(photo(), "PNG"))
    assert client_editrice.post(adresse, envoi).status_code == 302
    assert decodees == [(300, 200)]


@pytest.mark.django_db
def test_saving_a_picture_does_not_open_it_again(preparee, monkeypatch):
    """Django opens it as many times as it has kilobytes, to learn its size, in the threads of all who send one."""
    monkeypatch.setattr("django.core.files.images.get_image_dimensions", lambda *args, **options: pytest.fail("opened"))
    image = enregistrer_image(fichier=preparee, par=None)
    image.refresh_from_db()
    assert (image.largeur, image.hauteur) == (1200, 800)


def test_a_worker_decodes_after_a_picture_of_the_process_that_made_it():
    """The demo loads its pictures, then makes its workers: they had no thread left to decode with."""
    assert un_a_la_fois(int, "1") == 1
    numero = os.fork()
    if numero == 0:
        signal.alarm(10)
        os._exit(un_a_la_fois(int, "7"))
    assert os.waitstatus_to_exitcode(os.waitpid(numero, 0)[1]) == 7
