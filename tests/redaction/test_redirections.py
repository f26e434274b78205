"""Redirections that staff write by hand."""

import pytest

from redaction.models import AncienneAdresse
from socle.models import Journal

AJOUT = "/admin/redaction/ancienneadresse/add/"


def rediriger(client, chemin, actuelle):
    return client.post(AJOUT, {"chemin": chemin, "actuelle": actuelle})


def test_an_address_without_a_page_leads_where_staff_say_and_chains_are_flat(client_editrice, client_redactrice, visiteur):
    assert rediriger(client_editrice, "/vieille-page", "/actualites/").status_code == 302
    assert visiteur.get("/vieille-page/").url == "/actualites/"
    rediriger(client_editrice, "/plus-vieille/", "/vieille-page/")
    assert AncienneAdresse.objects.get(chemin="/plus-vieille/").actuelle == "/actualites/"
    AncienneAdresse.objects.create(chemin="/agenda/avant/", actuelle="/agenda/apres/")
    assert "conduirait à elle-même" in rediriger(client_editrice, "/agenda/apres/", "/agenda/avant/").text
    rediriger(client_editrice, "/tres-vieille/", "/agenda/avant/")
    assert visiteur.get("/tres-vieille/").url == "/agenda/apres/"
    AncienneAdresse.objects.create(chemin="/lien/", actuelle="/vieux-lien/")
    rediriger(client_editrice, "/vieux-lien/", "/annuaire/")
    assert visiteur.get("/lien/").url == "/annuaire/"
    assert Journal.objects.filter(action="rediriger").count() == 4
    assert client_redactrice.get(AJOUT).status_code == 403
    ligne = AncienneAdresse.objects.get(chemin="/lien/")
    client_editrice.post(f"/admin/redaction/ancienneadresse/{ligne.pk}/delete/", {"post": "yes"})
    assert visiteur.get("/lien/").status_code == 404


@pytest.mark.parametrize(
    ("chemin", "actuelle", "message"),
    [
        ("/", "/agenda/", "d’une partie du portail"),
        ("/admin/x/", "/agenda/", "d’une partie du portail"),
        ("https://ailleurs.test/x/", "/agenda/", "qui commence par"),
        ("//ailleurs.test/x/", "/agenda/", "qui commence par"),
        ("/x/", "/\\ailleurs.test/", "qui commence par"),
        ("/x/", "/nulle/part/du/tout/", "Aucune page"),
        ("/agenda/", "/agenda/2026/", "elle-même"),
        ("/agenda/boucle/", "/agenda/avant/", "elle-même"),
        ("/agenda/avant/", "/agenda/", "conduit déjà ailleurs"),
    ],
)
def test_what_cannot_lead_is_said(client_editrice, chemin, actuelle, message):
    AncienneAdresse.objects.create(chemin="/agenda/avant/", actuelle="/agenda/boucle/")
    page = rediriger(client_editrice, chemin, actuelle)
    assert page.status_code == 200
    assert message in page.text
    assert AncienneAdresse.objects.count() == 1
