"""The library seen from a form: its cards, what is sent there, and what is said of it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from mediatheque.models import Document, Image
from mediatheque.televersement import enregistrer_image
from socle.models import Journal
from tests.fabriques import ActualiteFabrique, DocumentFabrique
from tests.mediatheque.test_images import REFUS, octets, photo

pytestmark = pytest.mark.django_db

IMAGES, DOCUMENTS = "/admin/mediatheque/image/", "/admin/mediatheque/document/"
PNG = octets(photo(600, 400), "PNG")
PDF = b"%PDF-1.7\n%%EOF"


def ajouter(*, taille=(600, 400), **mots):
    return enregistrer_image(fichier=ContentFile(octets(photo(*taille), "PNG"), name="a.png"), par=None, **mots)


def cles(reponse):
    assert reponse.status_code == 200
    return [ligne.pk for ligne in reponse.context_data["lignes"]]


def envoyer(client, contenu=PNG, nom="pont_de-mostar.PNG", racine=IMAGES, **autres):
    return client.post(f"{racine}envoyer/", {"fichier": SimpleUploadedFile(nom, contenu), **autres})


@pytest.mark.parametrize("racine", [IMAGES, DOCUMENTS])
@pytest.mark.parametrize("client", ["visiteur", "membre", "agent"])
def test_the_library_is_of_the_team(request, client, racine):
    client = request.getfixturevalue(client)
    assert client.get(f"{racine}choisir/").status_code == 302
    assert envoyer(client, racine=racine).status_code == 302
    assert not Image.objects.exists() and not Document.objects.exists()


def test_who_may_see_and_no_more_sends_nothing(redactrice, client_de):
    redactrice.groups.clear()
    client = client_de(redactrice)
    assert client.get(f"{IMAGES}choisir/").status_code == 403
    reponse = envoyer(client)
    assert (reponse.status_code, Image.objects.count()) == (403, 0)
    assert "pas le droit" in reponse.json()["erreur"]


def test_the_latest_come_first_and_cost_the_same(client_redactrice, django_assert_max_num_queries):
    premiere = ajouter(titre="Une")
    couts = []
    for nombre in (1, 30):
        Image.objects.bulk_create(
            Image(fichier=premiere.fichier.name, largeur=600, hauteur=400, titre=f"Image {rang}") for rang in range(nombre)
        )
        with django_assert_max_num_queries(12) as requetes:
            reponse = client_redactrice.get(f"{IMAGES}choisir/")
        couts.append(len(requetes))
    assert couts[0] == couts[1]
    assert len(cles(reponse)) == 24 and cles(reponse)[0] == Image.objects.first().pk
    suite = client_redactrice.get(f"{IMAGES}choisir/", {"page": reponse.context_data["suivante"]})
    assert cles(suite) == list(Image.objects.values_list("pk", flat=True)[24:])
    assert suite.context_data["suivante"] is None


@pytest.mark.parametrize("mots", ["mostar", "NERETVA", "agence", "japon", "thème rare", "jumelage de Fes"])
def test_a_picture_is_found_by_its_words_and_by_those_of_what_shows_it(client_redactrice, japon, mots):
    image = ajouter(titre="Le pont de Mostar", alt="La Neretva", credit="Agence d’été")
    ajouter(taille=(30, 20), titre="Autre chose")
    actualite = ActualiteFabrique(titre="Jumelage de Fès", image=image)
    actualite.pays.add(japon)
    actualite.themes.create(nom="Thème rare", slug="rare")
    assert cles(client_redactrice.get(f"{IMAGES}choisir/", {"q": mots})) == [image.pk]


def test_a_document_is_found_by_what_it_is_joined_to(client_redactrice, japon):
    document = DocumentFabrique(titre="Relevé")
    DocumentFabrique(titre="Autre")
    actualite = ActualiteFabrique()
    actualite.documents.add(document)
    actualite.pays.add(japon)
    reponse = client_redactrice.get(f"{DOCUMENTS}choisir/", {"q": "japon"})
    assert cles(reponse) == [document.pk]
    assert "Relevé" in reponse.text and "autre document" in reponse.text


@pytest.mark.parametrize(
    "question", [{"page": "x"}, {"page": "9" * 40}, {"cle": "é"}, {"cle": "9" * 30}, {"q": "\0%_"}, {"a": "?"}]
)
def test_any_question_has_an_answer(client_redactrice, question):
    assert client_redactrice.get(f"{IMAGES}choisir/", question).status_code == 200


def test_shortcuts_and_keys(client_redactrice, redactrice):
    autre = ajouter(titre="Autre", alt="Un pont")
    sienne = ajouter(taille=(30, 20), titre="Sienne")
    Image.objects.filter(pk=sienne.pk).update(envoyee_par=redactrice)
    assert cles(client_redactrice.get(f"{IMAGES}choisir/", {"a": "moi"})) == [sienne.pk]
    assert cles(client_redactrice.get(f"{IMAGES}choisir/", {"a": "a-decrire"})) == [sienne.pk]
    assert cles(client_redactrice.get(f"{IMAGES}choisir/", {"cle": [autre.pk]})) == [autre.pk]


def test_a_picture_sent_is_kept_at_once_and_described_in_place(client_redactrice, redactrice):
    recu = envoyer(client_redactrice).json()
    image = Image.objects.get()
    assert (image.titre, image.envoyee_par, image.a_decrire) == ("pont de mostar", redactrice, True)
    assert (recu["id"], recu["titre"], recu["deja_la"]) == (image.pk, "pont de mostar", False)
    assert recu["vignette"].startswith("/media/images/") and recu["adresse"] == image.fichier.url
    assert f'name="{image.pk}-alt"' in recu["mots"]
    mots = {f"{image.pk}-titre": "Mostar", f"{image.pk}-alt": "Un pont de pierre", f"{image.pk}-credit": ""}
    assert client_redactrice.post(recu["ecrire"], mots).json()["titre"] == "Mostar"
    image.refresh_from_db()
    assert (image.alt, image.a_decrire) == ("Un pont de pierre", False)
    assert [trace.action for trace in Journal.objects.order_by("pk")] == ["televerser", "modifier"]


def test_decorative_and_described_is_refused_in_french(client_redactrice):
    recu = envoyer(client_redactrice).json()
    cle = recu["id"]
    refus = client_redactrice.post(recu["ecrire"], {f"{cle}-titre": "", f"{cle}-alt": "Un pont", f"{cle}-decorative": "on"})
    assert refus.status_code == 400 and "décorative n’a pas de texte" in refus.json()["erreur"]
    assert Image.objects.get().a_decrire


def test_a_writer_does_not_describe_what_another_shows(client_redactrice):
    image = ajouter(alt="Avant")
    ActualiteFabrique(image=image)
    reponse = client_redactrice.post(f"{IMAGES}{image.pk}/mots/", {f"{image.pk}-alt": "Après"})
    assert (reponse.status_code, Image.objects.get().alt) == (403, "Avant")
    # And is not offered the fields of the picture that she sends again.
    assert envoyer(client_redactrice).json()["mots"] == ""


def test_what_the_library_has_is_offered_and_not_kept_twice(client_redactrice):
    premiere = envoyer(client_redactrice).json()
    seconde = envoyer(client_redactrice, nom="autre nom.png").json()
    assert (seconde["id"], seconde["deja_la"]) == (premiere["id"], True)
    assert Image.objects.count() == 1
    voulue = envoyer(client_redactrice, quand_meme="1").json()
    assert (voulue["deja_la"], Image.objects.count()) == (False, 2)


def test_the_editor_of_texts_shows_what_the_library_has(client_redactrice):
    reponses = [client_redactrice.post("/images/envoi/", {"upload": SimpleUploadedFile("a.png", PNG)}) for _ in range(2)]
    assert reponses[0].json() == reponses[1].json() == {"url": Image.objects.get().fichier.url}


@pytest.mark.parametrize(("contenu", "nom", "code"), REFUS.values(), ids=REFUS)
def test_a_bad_picture_gets_an_answer_in_french(client_redactrice, contenu, nom, code):
    reponse = envoyer(client_redactrice, contenu, nom)
    assert reponse.status_code == 400 and reponse.json()["erreur"].endswith(".")
    assert not Image.objects.exists()


def test_a_document_sent_is_kept_at_once(client_redactrice, redactrice):
    recu = envoyer(client_redactrice, PDF, "Relevé_de_décisions.pdf", DOCUMENTS).json()
    document = Document.objects.get()
    assert (document.titre, document.depose_par, document.format) == ("Relevé de décisions", redactrice, "PDF")
    assert recu["format"] == "PDF" and f'name="{document.pk}-acces"' in recu["mots"]
    mots = {f"{document.pk}-titre": "Relevé", f"{document.pk}-nature": "compte-rendu", f"{document.pk}-acces": "adherents"}
    assert client_redactrice.post(recu["ecrire"], mots).status_code == 200
    document.refresh_from_db()
    assert (document.titre, document.nature, document.acces) == ("Relevé", "compte-rendu", "adherents")
    assert envoyer(client_redactrice, PDF, "copie.pdf", DOCUMENTS).json()["deja_la"] is True


@pytest.mark.parametrize(
    ("contenu", "nom", "dit"),
    [
        (b"PK\x03\x04docx", "Relevé.pdf", "pas un vrai PDF"),
        (PDF, "programme.exe", "format n’est pas accepté"),
        (b"", "vide.pdf", "vide"),
        (b"<svg><script>alert(1)</script></svg>", "dessin.svg", "format n’est pas accepté"),
    ],
)
def test_a_bad_document_gets_an_answer_in_french(client_redactrice, contenu, nom, dit):
    reponse = envoyer(client_redactrice, contenu, nom, DOCUMENTS)
    assert reponse.status_code == 400 and dit in reponse.json()["erreur"]
    assert not Document.objects.exists()


def test_a_document_too_heavy_is_refused(client_redactrice, settings):
    settings.CUF_DOCUMENT_POIDS_MAX = 1024 * 1024
    reponse = envoyer(client_redactrice, PDF + b"x" * 1024 * 1024, "lourd.pdf", DOCUMENTS)
    assert reponse.status_code == 400 and "plus de 1\u00a0Mo" in reponse.json()["erreur"]


@pytest.mark.parametrize("racine", [IMAGES, DOCUMENTS])
def test_a_mere_visit_and_an_empty_sending(client_redactrice, racine):
    assert client_redactrice.get(f"{racine}envoyer/").status_code == 405
    vide = client_redactrice.post(f"{racine}envoyer/")
    assert vide.status_code == 400 and "Aucun fichier" in vide.json()["erreur"]
