"""A text knows its pictures by their row: another file is shown wherever the former was, and what is shown is not deleted."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from actualites.models import Actualite
from mediatheque.identites import rattacher
from mediatheque.images import variantes, variantes_carte
from mediatheque.models import Document, FichierRemplace, Image
from mediatheque.suppression import supprimer_image
from mediatheque.televersement import enregistrer_image
from mediatheque.templatetags.texte_riche import rendre
from socle.texte_riche import assainir
from tests.fabriques import ActualiteFabrique, DocumentFabrique, EvenementFabrique
from tests.formulaires import empreinte
from tests.mediatheque.test_images import octets, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def pont():
    return enregistrer_image(fichier=ContentFile(octets(photo(1200, 800), "PNG"), name="p.png"), par=None, alt="Un pont")


def montrer(image, *, nom=None, marque=""):
    return f'<figure class="image"><img{marque} src="/media/{nom or image.fichier.name}" alt="Le pont" width="9"></figure>'


def sources(texte):
    return re.findall(r'<img[^>]* src="([^"]*)"', texte)


def remplacer(client, image, contenu=None):
    fiche = f"/admin/mediatheque/image/{image.pk}/change/"
    saisie = {"alt": "Un pont", "focal_x": 50, "focal_y": 50} | empreinte(client, fiche)
    fichier = SimpleUploadedFile("neuf.png", contenu or octets(photo(900, 900), "PNG"))
    assert client.post(fiche, saisie | {"fichier": fichier}).status_code == 302
    return Image.objects.get(pk=image.pk)


def test_a_text_that_is_saved_knows_its_pictures_by_their_row(pont):
    variante = variantes(pont.fichier.name)[0].nom
    texte = ActualiteFabrique(corps=montrer(pont, nom=variante)).corps
    assert f'data-image="{pont.pk}"' in texte
    # A variant named by hand is the picture: the page says which sizes there are.
    assert sources(texte) == [pont.fichier.url]
    assert assainir(texte) == texte and rattacher(texte) == texte


@pytest.mark.parametrize(
    "marque", [' data-image="999999"', ' data-image="x"', ' data-image="1 onerror=x"', ' data-image="99999999999999999999999"']
)
def test_a_mark_of_no_row_goes(db, marque):
    texte = ActualiteFabrique(
        corps=f'<figure class="image"><img{marque} src="/media/images/inconnue.webp" alt=""></figure>'
    ).corps
    assert "data-image" not in texte and "onerror" not in texte
    assert sources(texte) == ["/media/images/inconnue.webp"]


def test_what_the_address_shows_wins_over_the_mark(pont):
    autre = enregistrer_image(fichier=ContentFile(octets(photo(60, 60), "PNG"), name="a.png"), par=None)
    texte = ActualiteFabrique(corps=montrer(pont, marque=f' data-image="{autre.pk}"')).corps
    assert f'data-image="{pont.pk}"' in texte and sources(texte) == [pont.fichier.url]


def test_readers_see_no_mark(pont):
    html = rendre(ActualiteFabrique(corps=montrer(pont)).corps)
    assert "data-image" not in html and 'width="1200"' in html and "srcset" in html


def test_a_text_without_pictures_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rattacher("<p>data-image</p>") == "<p>data-image</p>"


def test_another_file_is_shown_wherever_the_former_was(client_editrice, visiteur, pont, django_capture_on_commit_callbacks):
    ancien = pont.fichier.name
    actualite = ActualiteFabrique(corps=montrer(pont), image=pont)
    bilan = EvenementFabrique(bilan=montrer(pont))
    # Written without passing by the field: no mark, and the address of a variant.
    brut = ActualiteFabrique()
    Actualite.objects.filter(pk=brut.pk).update(corps=montrer(pont, nom=variantes(ancien)[0].nom))
    assert pont.fichier.url in visiteur.get(actualite.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        neuve = remplacer(client_editrice, pont)
    assert neuve.fichier.name != ancien and (neuve.largeur, neuve.hauteur) == (900, 900)
    for objet, champ in ((actualite, "corps"), (bilan, "bilan"), (brut, "corps")):
        objet.refresh_from_db()
        assert sources(getattr(objet, champ)) == [neuve.fichier.url]
        assert f'data-image="{pont.pk}"' in getattr(objet, champ)
    page = visiteur.get(actualite.get_absolute_url()).text
    assert neuve.fichier.url in page and Path(ancien).stem not in page
    assert not list(Path(settings.MEDIA_ROOT).glob(f"{ancien.removesuffix('.webp')}*"))


def test_a_former_address_leads_to_the_file_of_today(client_editrice, visiteur, pont):
    ancien = pont.fichier.name
    petite, carte = variantes(ancien)[0].nom, variantes_carte(ancien)[0].nom
    (Path(settings.MEDIA_ROOT) / ancien).rename(Path(settings.MEDIA_ROOT) / f"{ancien}.bak")
    neuve = remplacer(client_editrice, pont)
    for nom in (ancien, petite, carte):
        (Path(settings.MEDIA_ROOT) / nom).unlink(missing_ok=True)
    attendues = {
        ancien: neuve.fichier.name,
        petite: variantes(neuve.fichier.name)[0].nom,
        carte: variantes_carte(neuve.fichier.name)[0].nom,
    }
    for nom, attendue in attendues.items():
        reponse = visiteur.get(f"/media/{nom}")
        assert (reponse.status_code, reponse["Location"]) == (302, f"/media/{attendue}")
        assert "31536000" not in reponse["Cache-Control"]
    assert visiteur.get("/media/images/00/00000000000000000000000000000000-9x9.webp").status_code == 404


def test_a_form_left_open_does_not_bring_the_former_file_back(client_editrice, pont):
    ancien = montrer(pont)
    neuve = remplacer(client_editrice, pont)
    encore = remplacer(client_editrice, neuve, octets(photo(300, 200), "PNG"))
    assert FichierRemplace.objects.count() == 2
    assert sources(ActualiteFabrique(corps=ancien).corps) == [encore.fichier.url]


def test_what_a_text_shows_is_not_deleted(client_editrice, pont):
    actualite = ActualiteFabrique(titre="Les ponts", corps=montrer(pont))
    Actualite.objects.filter(pk=actualite.pk).update(corps=f'<img data-image="{pont.pk}" src="/media/images/perdue.webp">')
    assert supprimer_image(image=pont, par=None) is False
    assert Image.objects.exists()
    assert "Les ponts" in client_editrice.get(f"/admin/mediatheque/image/{pont.pk}/delete/").text
    fiche = client_editrice.get(f"/admin/mediatheque/image/{pont.pk}/change/").text
    assert "Où elle sert" in fiche and f"/admin/actualites/actualite/{actualite.pk}/change/" in fiche
    Actualite.objects.update(corps="")
    assert supprimer_image(image=pont, par=None) is True


def test_a_document_replaced_keeps_its_address(client_editrice, visiteur, django_capture_on_commit_callbacks):
    document = DocumentFabrique(titre="Relevé", acces="public")
    ancien, adresse = document.fichier.path, document.get_absolute_url()
    fiche = f"/admin/mediatheque/document/{document.pk}/change/"
    saisie = {"titre": "Relevé", "nature": "autre", "acces": "public"} | empreinte(client_editrice, fiche)
    with django_capture_on_commit_callbacks(execute=True):
        client_editrice.post(fiche, saisie | {"fichier": SimpleUploadedFile("n.pdf", b"%PDF-neuf")})
    reponse = visiteur.get(adresse)
    assert b"".join(reponse.streaming_content) == b"%PDF-neuf"
    assert not Path(ancien).exists()
    assert Document.objects.get().somme


def test_the_same_file_by_the_form_is_told(client_editrice, pont):
    saisie = {"alt": "Encore", "focal_x": 50, "focal_y": 50}
    saisie["fichier"] = SimpleUploadedFile("p.png", octets(photo(1200, 800), "PNG"))
    page = client_editrice.post("/admin/mediatheque/image/add/", saisie, follow=True).text
    assert "était déjà dans la médiathèque" in page and f"/admin/mediatheque/image/{pont.pk}/change/" in page
