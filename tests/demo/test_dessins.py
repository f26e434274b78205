"""The pictures of the demo: drawn by us, said to be so, and taken back when the loading fails."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client

from agenda.models import Evenement
from annuaire.models import Collectivite
from demo import contenus
from demo.dessins import DESSINS
from demo.erreurs import ErreurDemo
from mediatheque.images import preparer_image, variantes, variantes_carte
from mediatheque.models import Image
from ressources.models import Media

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def fichiers(image):
    """Return the names of the files of a picture."""
    nom = image.fichier.name
    return [une.nom for une in (*variantes(nom), *variantes_carte(nom))]


@pytest.mark.parametrize("nom", DESSINS)
def test_a_drawing_is_a_picture_as_people_send_them(nom):
    assert preparer_image(DESSINS[nom]()).largeur >= 480


def test_a_photo_an_event_and_a_logo_are_shown_and_said_to_be_drawn():
    photo = Media.objects.get(genre="photo")
    rendez_vous = Evenement.objects.get(slug__startswith="demonstration-rencontres-hybrides")
    voiron = Collectivite.objects.get(slug="voiron")
    for objet in (photo, rendez_vous, voiron):
        page = Client().get(objet.get_absolute_url()).text
        assert objet.image.fichier.name.removesuffix(".webp") in page
        assert "démonstration" in page
        assert all(default_storage.exists(nom) for nom in fichiers(objet.image))
    assert all("démonstration" in image.alt for image in Image.objects.all())


def test_a_failure_leaves_no_picture(monkeypatch):
    Image.objects.all().delete()
    ecrits = []

    def echouer(ecrivain, auteur):
        ecrits.extend(nom for image in Image.objects.all() for nom in fichiers(image))
        raise ErreurDemo("Panne.")

    monkeypatch.setattr(contenus, "charger_pages", echouer)
    with pytest.raises(CommandError, match=r"Panne\."):
        call_command("charger_demo", verbosity=0)
    assert len(ecrits) > 4
    assert not any(default_storage.exists(nom) for nom in ecrits)
