"""Sounds and videos of the library: received, described, shown in texts, given to who may hear them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from mediatheque.durees import lire_duree
from mediatheque.enregistrements import duree_en_mots
from mediatheque.lecture import lire_document
from mediatheque.models import Document
from mediatheque.pieces import verifier_piece
from mediatheque.televersement import enregistrer_document
from redaction.controles.contexte import saisie_de
from redaction.controles.sons import sans_transcription
from tests.fabriques import ActualiteFabrique, DocumentFabrique
from tests.mediatheque.sons import PAROLES, VTT, mp3, mp4, opus, vorbis, webm

pytestmark = pytest.mark.django_db

AJOUT = "/admin/mediatheque/document/add/"


def son(**autres):
    """A sound of the library, its words to come unless they are given."""
    mots = {"a_transcrire": not autres.get("transcription"), "acces": "public", "titre": "Entretien", **autres}
    return DocumentFabrique(fichier=ContentFile(mp3(), "a.mp3"), duree=3, **mots)


def video(**autres):
    mots = {"transcription": PAROLES, "sous_titres": VTT, "acces": "public", "titre": "Film", **autres}
    return DocumentFabrique(fichier=ContentFile(mp4(), "a.mp4"), **mots)


def carte(document):
    return (
        f'<figure class="carte"><a data-objet="documents:{document.pk}" href="{document.get_absolute_url()}">Entretien</a>'
        "<figcaption>Son</figcaption></figure>"
    )


@pytest.mark.parametrize(
    ("nom", "contenu", "secondes"),
    [
        ("a.mp3", mp3(1000), 26),
        ("a.mp3", b"ID3\x04\0\0\0\0\x01\x00" + b"\0" * 128 + mp3(1000), 26),
        ("a.mp3", b"\xff\xfb\x90\x64" + b"\0" * 32 + b"Xing\0\0\0\x01\0\0\x03\xe8" + b"\0" * 400, 26),
        ("a.mp4", mp4(65), 65),
        ("a.m4a", mp4(65, version=1), 65),
        ("a.opus", opus(3), 3),
        ("a.ogg", vorbis(4), 4),
        ("a.webm", webm(90), 90),
    ],
)
def test_how_long_it_lasts_is_read_where_the_format_says_it(nom, contenu, secondes):
    fichier = SimpleUploadedFile(nom, contenu)
    verifier_piece(fichier)
    assert lire_duree(fichier) == secondes
    assert fichier.tell() == 0


@pytest.mark.parametrize("extension", ["mp3", "mp4", "m4a", "ogg", "opus", "webm", "pdf"])
@pytest.mark.parametrize(
    "contenu",
    [
        b"",
        b"\xff",
        b"\xff\xff\xff\xff" * 20,
        b"OggS",
        b"OpusHead",
        b"\0\0\0\x01moov" * 30,
        mp4()[:-90],
        webm()[:-4],
        mp4(7_000_000),
    ],
)
def test_a_file_that_lies_has_no_length(extension, contenu):
    assert lire_duree(SimpleUploadedFile(f"a.{extension}", contenu)) is None


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("a.ogg", b"OggS" + b"\0" * 40),
        ("a.opus", mp3()),
        ("a.m4a", b"MZ\x90\0"),
        ("a.webm", b"\x1a\x45\xdf\xa3matroska"),
        ("a.webm", mp4()),
        ("a.mp4", b"<html><script>"),
    ],
)
def test_a_file_under_a_false_name_is_refused(nom, contenu):
    with pytest.raises(ValidationError, match="n’est pas un vrai"):
        verifier_piece(SimpleUploadedFile(nom, contenu))


@pytest.mark.parametrize(
    ("secondes", "mots"),
    [(None, ""), (0, ""), (45, "45\u00a0s"), (60, "1\u00a0min"), (725, "12\u00a0min"), (3900, "1\u00a0h\u00a005")],
)
def test_a_length_in_words(secondes, mots):
    assert duree_en_mots(secondes) == mots


def poster(client, contenu=None, nom="a.mp3", adresse=AJOUT, **mots):
    fichier = {"fichier": SimpleUploadedFile(nom, mp3() if contenu is None else contenu)} if nom else {}
    return client.post(adresse, {"titre": "Entretien", "nature": "autre", "acces": "public", **fichier, **mots})


def erreurs(reponse):
    assert reponse.status_code == 200, "it was saved"
    return reponse.context["adminform"].form.errors


def test_a_sound_is_asked_its_words_or_that_they_are_to_come(client_editrice):
    assert "Donnez la transcription" in erreurs(poster(client_editrice))["transcription"][0]
    assert "décochez" in erreurs(poster(client_editrice, transcription=PAROLES, a_transcrire="on"))["transcription"][0]
    assert not Document.objects.exists()
    assert poster(client_editrice, transcription=PAROLES, credit="Radio").status_code == 302
    document = Document.objects.get()
    assert (document.transcription, document.duree, document.genre) == (PAROLES, 3, "son")
    assert poster(client_editrice, a_transcrire="on").status_code == 302
    liste = client_editrice.get("/admin/mediatheque/document/?ecoute=a-transcrire").context["cl"].result_list
    assert [une.a_transcrire for une in liste] == [True]


def test_a_sound_in_place_of_a_text_is_to_be_transcribed(client_editrice):
    """The form of a document that is read shows no transcript, which cannot then be asked for."""
    document = DocumentFabrique(titre="Note")
    adresse = f"/admin/mediatheque/document/{document.pk}/change/"
    formulaire = client_editrice.get(adresse).context["adminform"].form
    assert "transcription" not in formulaire.fields
    reponse = poster(client_editrice, adresse=adresse, empreinte=formulaire.initial["empreinte"])
    assert reponse.status_code == 302
    document.refresh_from_db()
    assert (document.genre, document.a_transcrire, document.duree) == ("son", True, 3)
    champs = client_editrice.get(adresse).context["adminform"].form.fields
    assert "transcription" in champs and "sous_titres" not in champs


def test_only_a_sound_has_words_and_only_a_video_captions(client_editrice):
    pdf = {"nom": "a.pdf", "contenu": b"%PDF-1.4"}
    assert "n’en est pas un" in erreurs(poster(client_editrice, **pdf, transcription="x"))["transcription"][0]
    assert "n’en est pas un" in erreurs(poster(client_editrice, **pdf, a_transcrire="on"))["a_transcrire"][0]
    refus = erreurs(poster(client_editrice, transcription=PAROLES, sous_titres=VTT))["sous_titres"][0]
    assert refus == "Seule une vidéo porte des sous-titres."


def test_captions_are_refused_with_the_line_that_is_wrong_and_taken_from_their_file(client_editrice):
    film = {"nom": "a.mp4", "contenu": mp4(), "transcription": PAROLES}
    faux = SimpleUploadedFile("a.vtt", b"WEBVTT\n\n00:05.000 --> 00:02.000\nNon\n")
    refus = erreurs(poster(client_editrice, **film, fichier_sous_titres=faux))["fichier_sous_titres"][0]
    assert refus == "Ligne 3\u00a0: ce sous-titre finit avant de commencer."
    assert "Ligne 1" in erreurs(poster(client_editrice, **film, sous_titres="<script>"))["sous_titres"][0]
    bon = SimpleUploadedFile("a.vtt", VTT.replace("\n", "\r\n").encode())
    assert poster(client_editrice, **film, fichier_sous_titres=bon).status_code == 302
    assert Document.objects.get().sous_titres == VTT


def test_the_database_says_it_too():
    """A sound has its words, or it is said that they are to come; a file that is read has neither."""
    for faux in ({"a_transcrire": False}, {"a_transcrire": True, "transcription": "x"}):
        with pytest.raises(ValidationError, match="l’une ou l’autre"):
            Document(titre="Son", fichier=SimpleUploadedFile("a.mp3", mp3()), **faux).full_clean()
    document = DocumentFabrique()
    with pytest.raises(IntegrityError, match="mediatheque_document_transcription"):
        Document.objects.filter(pk=document.pk).update(a_transcrire=True)


def test_a_sound_that_is_dropped_is_to_be_transcribed(editrice, client_editrice):
    document = enregistrer_document(fichier=SimpleUploadedFile("a.mp3", mp3()), par=editrice, titre="Son")
    assert (document.a_transcrire, document.duree) == (True, 3)
    assert not enregistrer_document(fichier=SimpleUploadedFile("a.pdf", b"%PDF-1.4"), par=None, titre="P").a_transcrire
    reponse = client_editrice.get("/admin/mediatheque/document/choisir/?seulement=enregistrements")
    assert [une.pk for une in reponse.context_data["lignes"]] == [document.pk]


def test_what_is_said_is_searched():
    document = son(transcription=PAROLES)
    lire_document(document=document)
    lu = Document._base_manager.get(pk=document.pk)
    assert (lu.texte, lu.lecture) == (PAROLES, "lu")


def page(client, **corps):
    actualite = ActualiteFabrique(**corps)
    return client.get(actualite.get_absolute_url()).text


def test_a_text_shows_the_player_with_its_words(visiteur):
    document = video(credit="Radio <b>")
    html = page(visiteur, corps=carte(document))
    assert '<video controls preload="none"' in html and 'kind="captions" srclang="fr"' in html
    assert f'src="/documents/{document.cle}/"' in html and f"/documents/{document.cle}/sous-titres.vtt" in html
    assert "<strong>Marie Dupont\u00a0:</strong>" in html and "Radio &lt;b&gt;" in html and "autoplay" not in html
    assert "carte-texte" not in html
    html = page(visiteur, corps=carte(son()))
    assert '<audio controls preload="none"' in html and "La transcription viendra plus tard" in html


def test_what_is_kept_for_members_is_not_drawn_in_a_text(visiteur, membre):
    """A text is the same for all its readers: it leads to the page of the recording, which asks who reads."""
    document = son(acces="adherents", transcription="Secret.")
    html = page(visiteur, corps=carte(document))
    ecoute = f"/documents/{document.cle}/ecoute/"
    assert "<audio" not in html and "Secret" not in html and ecoute in html
    assert "Son, 3\u00a0s, réservé aux adhérents" in html
    assert visiteur.get(ecoute).status_code == 403
    assert "Secret" in membre.get(ecoute).text and "no-store" in membre.get(ecoute)["Cache-Control"]
    assert visiteur.get(f"/documents/{DocumentFabrique(acces='public').cle}/ecoute/").status_code == 404


def test_captions_open_as_the_video_does(visiteur, membre):
    document = video(acces="adherents")
    adresse = f"/documents/{document.cle}/sous-titres.vtt"
    assert visiteur.get(adresse).status_code == 403
    reponse = membre.get(adresse)
    assert (reponse.text, reponse["Content-Type"]) == (VTT, "text/vtt; charset=utf-8")
    assert visiteur.get(f"/documents/{son().cle}/sous-titres.vtt").status_code == 404


def test_a_player_of_a_feed_is_a_link(visiteur):
    document = son(transcription=PAROLES)
    ActualiteFabrique(corps=carte(document))
    flux = visiteur.get("/actualites/flux.rss").text
    assert "audio controls" not in flux and f"/documents/{document.cle}/ecoute/" in flux


def test_a_recording_in_a_text_is_not_deleted(client_editrice):
    document = son()
    ActualiteFabrique(corps=carte(document), titre="Qui le montre")
    reponse = client_editrice.get(f"/admin/mediatheque/document/{document.pk}/delete/")
    assert "Qui le montre" in reponse.text and "Suppression impossible" in reponse.text


def test_a_text_is_told_of_words_to_come():
    document, ecrit = son(), son(transcription=PAROLES)
    saisie = saisie_de(ActualiteFabrique._meta.model, {"titre": "T", "corps": carte(document) + carte(ecrit)})
    constats = sans_transcription(saisie)
    assert [constat.message for constat in constats] == ["« Entretien » n’a pas encore de transcription."]


@pytest.mark.parametrize(
    ("plage", "statut", "attendu", "contenu"),
    [
        ("", 200, None, slice(None)),
        ("bytes=0-1", 206, "bytes 0-1/41700", slice(0, 2)),
        ("bytes=41000-", 206, "bytes 41000-41699/41700", slice(41000, None)),
        ("bytes=-100", 206, "bytes 41600-41699/41700", slice(-100, None)),
        ("bytes=0-999999", 206, "bytes 0-41699/41700", slice(None)),
        ("bytes=5-2", 200, None, slice(None)),
        ("bytes=0-1,4-5", 200, None, slice(None)),
        ("lignes=1-2", 200, None, slice(None)),
        ("bytes=-", 200, None, slice(None)),
    ],
)
def test_players_are_given_the_bytes_they_ask_for(visiteur, plage, statut, attendu, contenu):
    document = son()
    entete = {"Range": plage} if plage else {}
    reponse = visiteur.get(document.get_absolute_url(), headers=entete)
    lu = b"".join(reponse.streaming_content)
    assert (reponse.status_code, reponse.get("Content-Range"), lu) == (statut, attendu, mp3()[contenu])
    assert reponse["Content-Length"] == str(len(lu)) and reponse["Accept-Ranges"] == "bytes"
    assert reponse["Content-Type"] == "audio/mpeg"


@pytest.mark.parametrize("plage", ["bytes=41700-", "bytes=99999-100000", "bytes=-0"])
def test_beyond_the_end_there_is_nothing(visiteur, plage):
    reponse = visiteur.get(son().get_absolute_url(), headers={"Range": plage})
    assert (reponse.status_code, reponse["Content-Range"]) == (416, "bytes */41700")


def test_a_file_replaced_meanwhile_is_sent_whole(visiteur):
    """Its address stays: the end of one file after the beginning of another is noise."""
    adresse = son(somme="abc").get_absolute_url()
    statuts = []
    for etiquette in ('"abc"', '"xyz"'):
        reponse = visiteur.get(adresse, headers={"Range": "bytes=0-1", "If-Range": etiquette})
        statuts.append((reponse.status_code, len(b"".join(reponse.streaming_content))))
    assert statuts == [(206, 2), (200, len(mp3()))]


def test_the_parts_of_a_file_kept_for_members_are_kept_too(visiteur, membre):
    adresse = son(acces="adherents").get_absolute_url()
    assert visiteur.get(adresse, headers={"Range": "bytes=0-1"}).status_code == 403
    reponse = membre.get(adresse, headers={"Range": "bytes=0-1"})
    assert (reponse.status_code, reponse["Cache-Control"]) == (206, "private, no-store")
    assert b"".join(reponse.streaming_content) == mp3()[:2]


def test_documents_whose_rights_end_are_listed(client_editrice):
    DocumentFabrique(titre="Photographe parti", droits_jusqu_au="2020-01-01")
    DocumentFabrique(titre="Sans limite")
    assert "Documents dont les droits finissent" in client_editrice.get("/admin/").text
    liste = client_editrice.get("/admin/mediatheque/document/?droits=bientot").context["cl"].result_list
    assert [une.titre for une in liste] == ["Photographe parti"]
