"""A picture is described, decorative or to be described, and nothing else; its rights end one day."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mediatheque.models import Image
from mediatheque.televersement import enregistrer_image
from socle.dates import date_simple
from tests.fabriques import ActualiteFabrique
from tests.formulaires import empreinte
from tests.mediatheque.test_images import octets, photo
from tests.refus import refuse_par_la_base

pytestmark = pytest.mark.django_db

LISTE = "/admin/mediatheque/image/"
A_DECRIRE = f"{LISTE}a-decrire/"


def ajouter(cote=30, **valeurs):
    image = enregistrer_image(fichier=ContentFile(octets(photo(cote, 20), "PNG"), name="a.png"), par=None)
    Image.objects.filter(pk=image.pk).update(**valeurs)
    image.refresh_from_db()
    return image


def trouvees(client, **filtres):
    return {image.pk for image in client.get(LISTE, filtres).context["cl"].result_list}


def test_decorative_and_described_is_refused_by_the_database(db):
    image = Image(fichier="images/00/essai-10x10.webp", largeur=10, hauteur=10, alt="Un pont", decorative=True)
    with pytest.raises(ValidationError, match="décorative n’a pas de texte"):
        image.validate_constraints()
    with refuse_par_la_base("mediatheque_image_decorative_sans_alt"):
        image.save()


@pytest.mark.parametrize(
    ("dit", "acceptee"),
    [({"alt": "Un pont"}, True), ({"decorative": "on"}, True), ({}, False), ({"alt": "Un pont", "decorative": "on"}, False)],
)
def test_a_picture_sent_by_the_form_is_described_or_decorative(client_editrice, dit, acceptee):
    fichier = SimpleUploadedFile("a.png", octets(photo(30, 20), "PNG"))
    reponse = client_editrice.post(f"{LISTE}add/", {"fichier": fichier, "focal_x": 50, "focal_y": 50, **dit})
    assert (reponse.status_code == 302) is acceptee is Image.objects.exists()


def test_words_are_not_taken_away_and_what_was_to_be_described_may_stay_so(client_editrice):
    for avant, statut in (("Un pont", 200), ("", 302)):
        image = ajouter(alt=avant)
        fiche = f"{LISTE}{image.pk}/change/"
        saisie = {"alt": "", "credit": "Camille", "focal_x": 50, "focal_y": 50} | empreinte(client_editrice, fiche)
        assert client_editrice.post(fiche, saisie).status_code == statut


def test_the_list_says_what_is_left_to_do(client_editrice):
    jour = timezone.localdate()
    decrite, decorative, a_decrire = ajouter(alt="Un pont"), ajouter(decorative=True), ajouter()
    assert trouvees(client_editrice, description="a-decrire") == {a_decrire.pk}
    assert trouvees(client_editrice, description="decrite") == {decrite.pk}
    assert trouvees(client_editrice, description="decorative") == {decorative.pk}
    Image.objects.filter(pk=decrite.pk).update(droits_jusqu_au=jour + timedelta(days=60))
    Image.objects.filter(pk=decorative.pk).update(droits_jusqu_au=jour - timedelta(days=1))
    Image.objects.filter(pk=a_decrire.pk).update(droits_jusqu_au=jour + timedelta(days=61))
    assert trouvees(client_editrice, droits="bientot") == {decrite.pk, decorative.pk}
    assert trouvees(client_editrice, droits="finis") == {decorative.pk}
    assert len(trouvees(client_editrice, droits="limites")) == 3


def test_the_dashboard_lists_rights_that_end(client_editrice):
    jour = timezone.localdate()
    premiere = ajouter(alt="Le vieux port", droits_jusqu_au=jour + timedelta(days=10))
    Image.objects.bulk_create(Image(fichier=premiere.fichier.name, droits_jusqu_au=jour) for _ in range(5))
    ajouter(alt="Le pont neuf", droits_jusqu_au=jour + timedelta(days=90))
    page = client_editrice.get("/admin/").text
    assert "Images dont les droits finissent" in page and date_simple(jour) in page and "Le pont neuf" not in page
    assert f"{LISTE}?droits=bientot" in page


def test_pictures_are_described_one_after_the_other(client_editrice):
    une, deux, trois = ajouter(30), ajouter(40), ajouter(50)
    ActualiteFabrique(titre="Le port de Brest", image=trois)
    page = client_editrice.get(A_DECRIRE)
    assert page.context_data["image"] == trois and "3 images à décrire" in page.text and "Le port de Brest" in page.text
    rien = client_editrice.post(A_DECRIRE, {"image": trois.pk, "alt": " "})
    assert rien.status_code == 200 and "cochez « décorative »" in rien.text
    suite = client_editrice.post(A_DECRIRE, {"image": trois.pk, "alt": "Le port"}, follow=True)
    assert suite.context_data["image"] == deux
    assert client_editrice.get(A_DECRIRE, {"apres": deux.pk}).context_data["image"] == une
    suite = client_editrice.post(A_DECRIRE, {"image": une.pk, "decorative": "on"}, follow=True)
    # After the last, those that were passed.
    assert suite.context_data["image"] == deux
    fin = client_editrice.post(A_DECRIRE, {"image": deux.pk, "alt": "Le pont"}, follow=True)
    assert "Toutes les images sont décrites" in fin.text
    assert {image.alt for image in Image.objects.all()} == {"Le port", "", "Le pont"}


@pytest.mark.parametrize("question", [{"apres": "x"}, {"apres": "9" * 30}, {"apres": "12345"}])
def test_any_question_of_the_page_has_an_answer(client_editrice, question):
    ajouter()
    assert client_editrice.get(A_DECRIRE, question).status_code == 200


@pytest.mark.parametrize("cle", ["x", "", "9" * 30, "\0"])
def test_a_forged_key_describes_nothing_else(client_editrice, cle):
    image = ajouter()
    reponse = client_editrice.post(A_DECRIRE, {"image": cle, "alt": "Faux"})
    assert reponse.status_code in (302, 404)
    image.refresh_from_db()
    assert image.alt == ""


def test_a_writer_describes_her_own(client_redactrice, redactrice):
    image = ajouter()
    ActualiteFabrique(image=image)
    assert client_redactrice.post(A_DECRIRE, {"image": image.pk, "alt": "Un pont"}).status_code == 403
    assert Image.objects.get().alt == ""
