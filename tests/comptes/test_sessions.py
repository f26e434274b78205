"""The cookie of a session, as anyone may write it."""

import pytest
from django.conf import settings
from django.test import Client

# In a cookie, « \000 » between quotes is a null byte.
ECRITS = ['"\\000aaaaaaaaaaaaaaaa"', '"aaaaaaaaaaaaaaaa\\000"', "aaaaaaaaaaaaaaaa' OR 1=1", "é" * 32, "a" * 4000, ""]


@pytest.mark.parametrize("ecrit", ECRITS)
@pytest.mark.parametrize("adresse", ["/", "/espace/", "/comptes/connexion/"])
def test_a_forged_cookie_is_no_session(ecrit, adresse, db):
    reponse = Client(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={ecrit}"}).get(adresse)
    assert reponse.status_code == (302 if adresse == "/espace/" else 200)


def test_a_session_of_ours_is_kept(membre):
    assert membre.get("/espace/").status_code == 200
