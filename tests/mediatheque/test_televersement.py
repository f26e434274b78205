"""Who may send an image, what the editor is answered, and what is kept."""

import io

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow

from mediatheque.images import ImagePreparee, variantes, variantes_carte
from mediatheque.models import Image
from mediatheque.televersement import ChampImage, enregistrer_image
from socle.models import Journal
from tests.mediatheque.test_images import REFUS, SCRIPT, octets, photo

pytestmark = pytest.mark.django_db


def envoyer(client, contenu, nom="photo.png"):
    return client.post(reverse("mediatheque:televerser_image"), {"upload": SimpleUploadedFile(nom, contenu)})


def refus(reponse, statut):
    """Check that `reponse` is what CKEditor shows to the person, and return the message."""
    assert reponse.status_code == statut
    assert set(reponse.json()) == {"error"}
    message = reponse.json()["error"]["message"]
    assert message.endswith(".")
    assert Image.objects.count() == 0
    return message


PNG = octets(photo(1000, 700), "PNG")


def test_who_writes_sends_an_image(redactrice, client_redactrice):
    reponse = envoyer(client_redactrice, PNG + SCRIPT, "Passeport de Jean.png")
    assert reponse.status_code == 200
    image = Image.objects.get()
    assert reponse.json() == {"url": image.fichier.url}
    assert "Passeport" not in image.fichier.name
    assert (image.largeur, image.hauteur, image.envoyee_par) == (1000, 700, redactrice)
    with default_storage.open(image.fichier.name) as fichier:
        assert SCRIPT not in fichier.read()
    for variante in (*variantes(image.fichier.name), *variantes_carte(image.fichier.name)):
        assert default_storage.exists(variante.nom)
    trace = Journal.objects.get()
    assert (trace.action, trace.par, trace.objet) == ("televerser", redactrice, image)


@pytest.mark.parametrize(("contenu", "nom", "code"), REFUS.values(), ids=REFUS)
def test_a_bad_file_gets_an_answer_in_french(client_redactrice, contenu, nom, code):
    refus(envoyer(client_redactrice, contenu, nom), 400)


def test_an_image_too_heavy_is_refused(client_redactrice, settings):
    settings.CUF_IMAGE_POIDS_MAX = len(PNG) - 1
    assert "trop lourde" in refus(envoyer(client_redactrice, PNG), 400)


def test_without_a_file(client_redactrice):
    assert "Aucune image" in refus(client_redactrice.post(reverse("mediatheque:televerser_image")), 400)
    assert "Aucune image" in refus(client_redactrice.post(reverse("mediatheque:televerser_image"), {"upload": "texte"}), 400)


def test_a_mere_visit_of_the_address(client_redactrice):
    reponse = client_redactrice.get(reverse("mediatheque:televerser_image"))
    refus(reponse, 405)
    assert reponse.headers["Allow"] == "POST"


def test_a_visitor_is_refused(visiteur):
    assert "reconnectez-vous" in refus(envoyer(visiteur, PNG), 403)


@pytest.mark.parametrize("client", ["membre", "etranger", "agent"])
def test_a_member_is_refused(request, client):
    assert "pas le droit" in refus(envoyer(request.getfixturevalue(client), PNG), 403)


def test_one_must_be_staff_and_have_the_right(bob, redactrice, client_de):
    bob.user_permissions.add(Permission.objects.get(codename="add_image"))
    refus(envoyer(client_de(bob), PNG), 403)
    redactrice.groups.clear()
    refus(envoyer(client_de(redactrice), PNG), 403)


def test_the_request_must_come_from_the_site(redactrice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(redactrice, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert envoyer(client, PNG).status_code == 403
    assert Image.objects.count() == 0


def test_saving_keeps_the_description_and_the_focal_point():
    fichier = SimpleUploadedFile("a.png", PNG)
    image = enregistrer_image(fichier=fichier, alt="Un dégradé", credit="CUF", legende="Légende", focal=(10, 80), par=None)
    image.refresh_from_db()
    assert (image.alt, image.credit, image.legende, image.focal_x, image.focal_y) == ("Un dégradé", "CUF", "Légende", 10, 80)
    assert default_storage.exists(variantes_carte(image.fichier.name, (10, 80))[0].nom)


def test_a_description_too_long_is_refused_and_nothing_is_kept():
    with pytest.raises(ValidationError):
        enregistrer_image(fichier=SimpleUploadedFile("a.png", PNG), alt="a" * 251, par=None)
    assert Image.objects.count() == Journal.objects.count() == 0


# --- The form field ----------------------------------------------------------------------------------------------------------


class Formulaire(forms.Form):
    logo = ChampImage(required=False)


def soumettre(contenu, nom="logo.png"):
    return Formulaire({}, {"logo": SimpleUploadedFile(nom, contenu)})


def test_the_field_gives_a_rewritten_image():
    formulaire = soumettre(PNG + SCRIPT)
    assert formulaire.is_valid()
    logo = formulaire.cleaned_data["logo"]
    assert isinstance(logo, ImagePreparee)
    contenu = logo.read()
    assert SCRIPT not in contenu
    assert Pillow.open(io.BytesIO(contenu)).size == (1000, 700)


@pytest.mark.parametrize(("contenu", "nom", "code"), REFUS.values(), ids=REFUS)
def test_the_field_refuses_in_french(contenu, nom, code):
    formulaire = soumettre(contenu, nom)
    assert not formulaire.is_valid()
    assert formulaire.errors["logo"][0].endswith(".")


def test_an_optional_field_accepts_none_and_keeps_the_former_one():
    assert Formulaire({}, {}).is_valid()
    ancien = Formulaire({}, {}, initial={"logo": "images/ancien.webp"})
    assert ancien.is_valid()
    assert ancien.cleaned_data["logo"] == "images/ancien.webp"


def test_the_file_chooser_offers_images_only():
    assert 'accept="image/jpeg,image/png,image/webp,image/gif,image/avif"' in str(Formulaire()["logo"])
