"""The form of an event in the back office."""

import pytest

from agenda.models import Evenement
from tests.fabriques import DocumentFabrique
from tests.formulaires import version

pytestmark = pytest.mark.django_db

AJOUT = "/admin/agenda/evenement/add/"
CHAMPS = {
    "titre": "Rencontre", "slug": "rencontre", "genre": "groupe", "debut": "18/02/2026", "fin": "18/02/2026", "acces": "public",
    "mode": "presentiel", "etat": "confirme",
}  # fmt: skip
REFUS = "Un événement confidentiel n’a pas de compte rendu : retirez « Relevé de conclusions » des documents."


@pytest.mark.parametrize(
    ("nature", "confidentiel", "refuse"),
    [("compte-rendu", "on", True), ("compte-rendu", "", False), ("autre", "on", False)],
)
def test_a_confidential_event_takes_no_minutes_among_its_documents(client_editrice, nature, confidentiel, refuse):
    documents = [DocumentFabrique(titre="Relevé de conclusions", nature=nature).pk, DocumentFabrique(titre="Programme").pk]
    reponse = client_editrice.post(AJOUT, {**CHAMPS, "documents": documents, "confidentiel": confidentiel})
    assert Evenement.objects.exists() is not refuse
    if refuse:
        assert reponse.context["adminform"].form.errors == {"documents": [REFUS]}


def test_an_event_does_not_become_confidential_with_its_minutes(client_editrice):
    piece = DocumentFabrique(titre="Relevé de conclusions", nature="compte-rendu")
    client_editrice.post(AJOUT, {**CHAMPS, "documents": [piece.pk]})
    evenement = Evenement.objects.get()
    adresse = f"/admin/agenda/evenement/{evenement.pk}/change/"
    vue = version(client_editrice, adresse)
    reponse = client_editrice.post(adresse, {**CHAMPS, **vue, "documents": [piece.pk], "confidentiel": "on"})
    assert list(reponse.context["adminform"].form.errors) == ["documents"]
    assert client_editrice.post(adresse, {**CHAMPS, **vue, "confidentiel": "on"}).status_code == 302
    evenement.refresh_from_db()
    assert evenement.confidentiel
