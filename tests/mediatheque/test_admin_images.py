"""Pictures in the back office: seen, and found by their words."""

from datetime import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from mediatheque.images import variantes
from mediatheque.models import Image
from mediatheque.televersement import enregistrer_image
from tests.fabriques import ActualiteFabrique, CollectiviteFabrique, GroupeFabrique
from tests.mediatheque.test_images import octets, photo

pytestmark = pytest.mark.django_db

LISTE = "/admin/mediatheque/image/"


@pytest.fixture
def pont():
    fichier = ContentFile(octets(photo(1200, 800), "PNG"), name="photo.png")
    return enregistrer_image(fichier=fichier, par=None, alt="Le pont de Mostar", credit="Agence d’été", focal=(20, 70))


def balise(image):
    """Return the `<img>` of the smallest file of `image`."""
    petite = variantes(image.fichier.name)[0]
    return f'<img class="vignette" src="/media/{petite.nom}" alt="" width="480" height="320" decoding="async" loading="lazy">'


@pytest.mark.parametrize(
    ("valeurs", "nom"),
    [
        ({"alt": "Le pont", "legende": "À Mostar"}, "Le pont"),
        ({"legende": "À Mostar"}, "À Mostar"),
        ({}, "Image du 28\u00a0novembre 2026, 1200\u00a0×\u00a0800"),
    ],
)
def test_a_picture_is_named_by_its_words_or_else_by_its_day_and_size(valeurs, nom):
    jour = timezone.make_aware(datetime(2026, 11, 28, 10))
    assert str(Image(largeur=1200, hauteur=800, envoyee_le=jour, **valeurs)) == nom


def test_the_list_shows_the_pictures(client_editrice, pont):
    texte = client_editrice.get(LISTE).text
    assert f'<td class="field-apercu">{balise(pont)}</td>' in texte
    assert f'<a href="{LISTE}{pont.pk}/change/">Le pont de Mostar</a>' in texte


@pytest.mark.parametrize("mots", ["mostar", "neretva", "ete"])
def test_pictures_are_found_by_their_words(client_editrice, pont, mots):
    Image.objects.filter(pk=pont.pk).update(legende="La Neretva")
    enregistrer_image(fichier=ContentFile(octets(photo(), "PNG"), name="photo.png"), par=None)
    assert list(client_editrice.get(LISTE, {"q": mots}).context["cl"].result_list) == [pont]
    demande = {"term": mots, "app_label": "actualites", "model_name": "actualite", "field_name": "image"}
    trouvees = client_editrice.get("/admin/autocomplete/", demande).json()["results"]
    assert [une["text"] for une in trouvees] == ["Le pont de Mostar"]


def test_the_form_of_a_picture_shows_where_its_focal_point_is(client_editrice, pont):
    texte = client_editrice.get(f"{LISTE}{pont.pk}/change/").text
    assert f'<span class="apercu-focal">{balise(pont)}</span>' in texte
    assert "admin-cuf/focal" in texte
    assert "apercu-focal" not in client_editrice.get(f"{LISTE}add/").text


@pytest.mark.parametrize("fabrique", [ActualiteFabrique, GroupeFabrique, CollectiviteFabrique])
def test_the_picture_chosen_is_seen_beside_its_field(client_editrice, pont, fabrique, django_assert_max_num_queries):
    objet = fabrique()
    racine = f"/admin/{objet._meta.app_label}/{objet._meta.model_name}/"
    assert client_editrice.get(f"{racine}add/").status_code == 200
    couts = []
    for image in (None, pont):
        type(objet).objects.filter(pk=objet.pk).update(image=image)
        with django_assert_max_num_queries(60) as requetes:
            texte = client_editrice.get(f"{racine}{objet.pk}/change/").text
        assert (balise(pont) in texte) is (image is not None)
        couts.append(len(requetes))
    assert couts[0] == couts[1], "the picture is read with its content"
