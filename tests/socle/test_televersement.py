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

from socle.images import ImagePreparee, variantes, variantes_carte
from socle.models import Image, Journal
from socle.televersement import ChampImage, enregistrer_image
from tests.socle.test_images import REFUS, SCRIPT, octets, photo

pytestmark = pytest.mark.django_db


def envoyer(client, contenu, nom="photo.png"):
    return client.post(reverse("socle:televerser_image"), {"upload": SimpleUploadedFile(nom, contenu)})


def refus(reponse, statut):
    """Check that `reponse` is what CKEditor shows to the person, and return the message."""
    assert reponse.status_code == statut
    assert set(reponse.json()) == {"error"}
    message = reponse.json()["error"]["message"]
    assert message.endswith(".")
    assert Image.objects.count() == 0
    return message


PNG = octets(photo(1000, 700), "PNG")


def test_la_redaction_envoie_une_image(redactrice, client_redactrice):
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
def test_un_mauvais_fichier_recoit_une_reponse_en_francais(client_redactrice, contenu, nom, code):
    refus(envoyer(client_redactrice, contenu, nom), 400)


def test_une_image_trop_lourde_est_refusee(client_redactrice, settings):
    settings.CUF_IMAGE_POIDS_MAX = len(PNG) - 1
    assert "trop lourde" in refus(envoyer(client_redactrice, PNG), 400)


def test_sans_fichier(client_redactrice):
    assert "Aucune image" in refus(client_redactrice.post(reverse("socle:televerser_image")), 400)
    assert "Aucune image" in refus(client_redactrice.post(reverse("socle:televerser_image"), {"upload": "texte"}), 400)


def test_une_simple_visite_de_l_adresse(client_redactrice):
    reponse = client_redactrice.get(reverse("socle:televerser_image"))
    refus(reponse, 405)
    assert reponse.headers["Allow"] == "POST"


def test_le_visiteur_est_refuse(visiteur):
    assert "reconnectez-vous" in refus(envoyer(visiteur, PNG), 403)


@pytest.mark.parametrize("client", ["membre", "etranger", "agent"])
def test_le_membre_est_refuse(request, client):
    assert "pas le droit" in refus(envoyer(request.getfixturevalue(client), PNG), 403)


def test_il_faut_etre_de_l_equipe_et_avoir_le_droit(bob, redactrice, client_de):
    bob.user_permissions.add(Permission.objects.get(codename="add_image"))
    refus(envoyer(client_de(bob), PNG), 403)
    redactrice.groups.clear()
    refus(envoyer(client_de(redactrice), PNG), 403)


def test_la_demande_doit_venir_du_site(redactrice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(redactrice, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert envoyer(client, PNG).status_code == 403
    assert Image.objects.count() == 0


def test_enregistrer_garde_la_description_et_le_point_focal():
    fichier = SimpleUploadedFile("a.png", PNG)
    image = enregistrer_image(fichier=fichier, alt="Un dégradé", credit="CUF", legende="Légende", focal=(10, 80), par=None)
    image.refresh_from_db()
    assert (image.alt, image.credit, image.legende, image.focal_x, image.focal_y) == ("Un dégradé", "CUF", "Légende", 10, 80)
    assert default_storage.exists(variantes_carte(image.fichier.name, (10, 80))[0].nom)


def test_une_description_trop_longue_est_refusee_sans_rien_garder():
    with pytest.raises(ValidationError):
        enregistrer_image(fichier=SimpleUploadedFile("a.png", PNG), alt="a" * 251, par=None)
    assert Image.objects.count() == Journal.objects.count() == 0


# --- The form field ----------------------------------------------------------------------------------------------------------


class Formulaire(forms.Form):
    logo = ChampImage(required=False)


def soumettre(contenu, nom="logo.png"):
    return Formulaire({}, {"logo": SimpleUploadedFile(nom, contenu)})


def test_le_champ_rend_une_image_reecrite():
    formulaire = soumettre(PNG + SCRIPT)
    assert formulaire.is_valid()
    logo = formulaire.cleaned_data["logo"]
    assert isinstance(logo, ImagePreparee)
    contenu = logo.read()
    assert SCRIPT not in contenu
    assert Pillow.open(io.BytesIO(contenu)).size == (1000, 700)


@pytest.mark.parametrize(("contenu", "nom", "code"), REFUS.values(), ids=REFUS)
def test_le_champ_refuse_en_francais(contenu, nom, code):
    formulaire = soumettre(contenu, nom)
    assert not formulaire.is_valid()
    assert formulaire.errors["logo"][0].endswith(".")


def test_le_champ_facultatif_accepte_l_absence_et_garde_l_ancien():
    assert Formulaire({}, {}).is_valid()
    ancien = Formulaire({}, {}, initial={"logo": "images/ancien.webp"})
    assert ancien.is_valid()
    assert ancien.cleaned_data["logo"] == "images/ancien.webp"


def test_le_choix_de_fichier_ne_propose_que_des_images():
    assert 'accept="image/jpeg,image/png,image/webp,image/gif,image/avif"' in str(Formulaire()["logo"])
