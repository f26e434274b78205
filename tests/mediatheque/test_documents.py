"""Who is given a document, and who is only told that it exists."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_header_parameters

from mediatheque.models import Document
from tests.fabriques import ActualiteFabrique, DocumentFabrique, EvenementFabrique, GroupeFabrique


@pytest.mark.parametrize(
    ("acces", "statuts"),
    [
        ("public", (200, 200, 200, 200)),
        ("collectivites", (403, 200, 200, 200)),
        ("adherents", (403, 403, 200, 200)),
        ("groupe", (403, 403, 403, 200)),
        # The team's own: not even the title.
        ("equipe", (404, 404, 404, 200)),
    ],
)
def test_a_document_opens_to_its_readers_and_the_team_s_own_does_not_exist_for_others(
    acces, statuts, visiteur, agent, membre, client_redactrice
):
    piece = DocumentFabrique(titre="Note confidentielle", acces=acces)
    reponses = [client.get(piece.get_absolute_url()) for client in (visiteur, agent, membre, client_redactrice)]
    assert tuple(reponse.status_code for reponse in reponses) == statuts
    for reponse in reponses:
        if reponse.status_code == 200:
            assert b"".join(reponse.streaming_content) == b"%PDF-1.4 essai"
        elif acces == "equipe":
            assert "Note confidentielle" not in reponse.content.decode()


@pytest.mark.parametrize(
    ("etat", "ouvert"),
    [
        ({"statut": "brouillon", "publie_le": None}, False),
        ({"statut": "a_relire", "publie_le": None}, False),
        ({"publie_le": timezone.now() + timedelta(days=1)}, False),
        ({"depublie_le": timezone.now() - timedelta(hours=1)}, False),
        ({"statut": "archive"}, False),
        ({"acces": "equipe"}, False),
        ({"acces": "adherents"}, True),
        ({}, True),
    ],
    ids=["draft", "in review", "to come", "withdrawn", "archived", "the team's own", "kept for members", "online"],
)
@pytest.mark.parametrize("joindre", ["documents", "compte_rendu", "lien"])
def test_a_document_opens_with_what_it_is_joined_to(etat, ouvert, joindre, visiteur, membre, client_redactrice):
    """Joined in the list, as minutes, or by a link of the text to its address, which is then known."""
    piece = DocumentFabrique(acces="public")
    etat = {"publie_le": timezone.now() - timedelta(days=2), **etat}
    if joindre == "documents":
        ActualiteFabrique(**etat).documents.add(piece)
    elif joindre == "compte_rendu":
        EvenementFabrique(compte_rendu=piece, **etat)
    else:
        ActualiteFabrique(statut="brouillon", publie_le=None).documents.add(piece)
        ActualiteFabrique(corps=f'<p><a href="{piece.get_absolute_url()}">La note</a></p>', **etat)
    for client in (visiteur, membre):
        assert statut(client, piece) == (200 if ouvert else 404)
    assert statut(client_redactrice, piece) == 200, "who writes reads what is joined"
    # Joined to something online too, it is open.
    GroupeFabrique().documents.add(piece)
    assert statut(visiteur, piece) == 200


def statut(client, piece):
    """Return how the address of a document answers, its file read to the end."""
    reponse = client.get(piece.get_absolute_url())
    if reponse.streaming:
        assert b"".join(reponse.streaming_content)
    return reponse.status_code


@pytest.mark.parametrize("longueur", [90, 150, 251])
def test_the_name_that_a_document_had_may_be_long(longueur, client_editrice):
    """It is not kept: the site gives a name of its own."""
    nom = "Délibération n° 2026-114 du conseil municipal – " + "é" * longueur
    fichier = SimpleUploadedFile(f"{nom[: longueur - 4]}.pdf", b"%PDF-1.4 essai", "application/pdf")
    envoi = {"titre": "Délibération", "nature": "autre", "acces": "public", "fichier": fichier}
    reponse = client_editrice.post("/admin/mediatheque/document/add/", envoi)
    assert reponse.status_code == 302, reponse.context["errors"]
    piece = Document.objects.get()
    assert piece.format == "PDF"
    piece.fichier.close()


def test_an_unknown_key_is_not_found(visiteur, db):
    adresse = reverse("mediatheque:document", args=["00000000-0000-0000-0000-000000000000"])
    assert visiteur.get(adresse).status_code == 404


@pytest.mark.parametrize(
    ("titre", "nom"),
    [
        ("Compte rendu d’été", "Compte rendu d’été.pdf"),
        ("L'œuvre : « Fès / Rennes » ?", "L'œuvre « Fès Rennes ».pdf"),
        ("日本語", "日本語.pdf"),
        ("Programme", "Programme.pdf"),
        ("../\u202e…\x07:", "….pdf"),
        ("/ ? ..", "document.pdf"),
        ("é" * 200, "é" * 60 + ".pdf"),
    ],
)
def test_a_document_is_saved_under_its_title(visiteur, db, titre, nom):
    reponse = visiteur.get(DocumentFabrique(titre=titre, acces="public").get_absolute_url())
    disposition, valeurs = parse_header_parameters(reponse["Content-Disposition"])
    assert (disposition, valeurs["filename"]) == ("attachment", nom)
    reponse.close()
