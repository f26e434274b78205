"""What Rédaction may not change, for it stands on pages that someone published."""

from tests.fabriques import ContactFabrique


def test_who_writes_adds_a_contact_and_does_not_change_one(client_redactrice, client_editrice):
    contact = ContactFabrique(courriel="pole@exemple.test")
    adresse = f"/admin/socle/contact/{contact.pk}/change/"
    saisie = {"nom": contact.nom, "fonction": "", "courriel": "autre@exemple.test", "telephone": ""}
    assert client_redactrice.get(adresse).status_code == 200
    assert client_redactrice.post(adresse, saisie).status_code == 403
    assert client_redactrice.post("/admin/socle/contact/add/", saisie | {"nom": "Nouveau"}).status_code == 302
    contact.refresh_from_db()
    assert contact.courriel == "pole@exemple.test"
    assert client_editrice.post(adresse, saisie).status_code == 200  # without the version that the form shows
