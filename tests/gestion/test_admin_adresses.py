"""What an address of the back office cannot mean is refused or left out, never an error of ours."""

import pytest
from django.contrib.contenttypes.models import ContentType

from territoires.models import Pays


@pytest.mark.parametrize(
    "adresse",
    [
        "actualites/actualite/?publie_le__year=9999",
        "agenda/evenement/?debut__year=9999&debut__month=12&debut__day=31",
        "territoires/commune/%00/change/",
        "territoires/commune/_00/history/",
        "territoires/pays/A_00/change/",
        "autocomplete/?app_label=actualites&model_name=actualite&field_name=image&term=%00",
        "autocomplete/?app_label=actualites&model_name=actualite&field_name=pays&term=a%00b",
    ],
)
def test_an_odd_address_of_the_back_office_is_no_error_of_ours(adresse, client_redactrice):
    assert client_redactrice.get(f"/admin/{adresse}").status_code < 500


@pytest.mark.parametrize("champ", ["+", "a", "pk", "relectures", "contacts", "%2B", "id__gt", "_meta", "Actualite_documents+"])
@pytest.mark.parametrize("page", ["add/", "1/change/", "1/delete/", ""])
@pytest.mark.parametrize("modele", ["redaction/contact", "annuaire/collectivite", "mediatheque/document", "comptes/utilisateur"])
def test_a_key_that_is_no_field_is_no_error_of_ours(modele, page, champ, client_administratrice):
    """`+` is how Django calls a relation that is hidden."""
    adresse = f"/admin/{modele}/{page}?_to_field={champ}"
    for reponse in (client_administratrice.get(adresse), client_administratrice.post(adresse, {"_to_field": champ})):
        assert reponse.status_code < 500, adresse


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "adresse",
    [
        "actualites/actualite/?titre__regex=(",
        "actualites/actualite/?titre__iregex=(",
        "actualites/actualite/?publie_le__lt=9999-12-31T23:59:59-23:59",
        "territoires/commune/?codes_postaux=abc",
    ],
)
def test_a_filter_that_the_database_cannot_read_is_refused(adresse, client_redactrice):
    """In no transaction of the test: the refusal of the database would break it."""
    reponse = client_redactrice.get(f"/admin/{adresse}")
    assert reponse.status_code == 400
    assert "Cette demande n’a pas été comprise" in reponse.text


@pytest.mark.parametrize("cle", ["abc", "", "\0", "1\0", "9" * 5_000, "²"])
@pytest.mark.parametrize("bouton", [{}, {"index": "0"}])
def test_an_action_on_what_is_no_row_is_refused(cle, bouton, client_administratrice):
    action = {"action": "envoyer_invitation", "_selected_action": cle, **bouton}
    reponse = client_administratrice.post("/admin/comptes/utilisateur/", action)
    assert reponse.status_code == 400
    assert "Cette demande n’a pas été comprise" in reponse.text


def test_a_new_form_takes_from_its_address_what_its_fields_can_hold(client_editrice, japon):
    adresse = (
        "/admin/agenda/evenement/add/?titre=Rencontre&pays=JP,%00,zz&fonds=1,a,999999999999999999999999&debut=2027-03-01"
        "&publie_le=2026-01-02&places=abc&image=%00&depublie_le=9999-12-31T23:59:59-23:59&inconnu=%00"
    )
    reponse = client_editrice.get(adresse)
    assert reponse.status_code == 200
    for morceau in ('value="Rencontre"', "Japon", 'value="01/03/2027"', 'value="02/01/2026"'):
        assert morceau in reponse.text


def test_a_null_byte_in_the_address_of_a_row_is_not_found(client_redactrice):
    pays = ContentType.objects.get_for_model(Pays)
    for adresse in (f"/admin/r/{pays.pk}/%00/", "/admin/r/%00/1/"):
        assert client_redactrice.get(adresse).status_code == 404
