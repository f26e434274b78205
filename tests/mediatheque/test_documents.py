"""Who is given a document, and who is only told that it exists."""

import pytest
from django.urls import reverse
from django.utils.http import parse_header_parameters

from tests.fabriques import DocumentFabrique


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
