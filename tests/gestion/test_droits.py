"""What Rédaction may not change, for it stands on pages that someone published."""

import pytest

from redaction.publication import Statut
from tests.fabriques import ActualiteFabrique, ContactFabrique, DocumentFabrique, EvenementFabrique, GroupeFabrique


def test_who_writes_adds_a_contact_and_does_not_change_one(client_redactrice, client_editrice):
    contact = ContactFabrique(courriel="pole@exemple.test")
    adresse = f"/admin/redaction/contact/{contact.pk}/change/"
    saisie = {"nom": contact.nom, "fonction": "", "courriel": "autre@exemple.test", "telephone": ""}
    assert client_redactrice.get(adresse).status_code == 200
    assert client_redactrice.post(adresse, saisie).status_code == 403
    assert client_redactrice.post("/admin/redaction/contact/add/", saisie | {"nom": "Nouveau"}).status_code == 302
    contact.refresh_from_db()
    assert contact.courriel == "pole@exemple.test"
    assert client_editrice.post(adresse, saisie).status_code == 200  # without the digest that the form shows


def _modifiable(client, document):
    return 'name="titre"' in client.get(f"/admin/mediatheque/document/{document.pk}/change/").text


@pytest.mark.parametrize(
    ("usage", "libre"),
    [
        (lambda piece: ActualiteFabrique(documents=[piece]), False),
        (lambda piece: ActualiteFabrique(documents=[piece], statut=Statut.A_RELIRE, publie_le=None), True),
        (lambda piece: EvenementFabrique(compte_rendu=piece), False),
        (lambda piece: GroupeFabrique().documents.add(piece), False),
        (lambda piece: None, True),
    ],
    ids=["en ligne", "à relire", "compte rendu", "groupe", "rien"],
)
def test_who_writes_changes_its_documents_until_they_are_online(client_redactrice, client_editrice, redactrice, usage, libre):
    piece = DocumentFabrique(depose_par=redactrice)
    usage(piece)
    assert _modifiable(client_redactrice, piece) is libre
    assert _modifiable(client_editrice, piece)
    assert not _modifiable(client_redactrice, DocumentFabrique())
