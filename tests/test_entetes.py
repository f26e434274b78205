"""What every answer says to the browser: the content policy, no cookie for visitors, nothing from elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.jeu_de_donnees import ADRESSES, GENS, PAGES_PUBLIQUES, jeu_d_un_module
from tests.lecture_html import Lecture

RACINE = Path(__file__).resolve().parents[1]
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; "
    "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
# What a visitor may read again: all but files, workbooks (which say when they were made), the forms of accounts, a request to
# join, and what the scripts and the watchdog ask.
UNE_FOIS = (
    "annuaire:export_xlsx",
    "annuaire:export_partenariats_xlsx",
    "gestion:etat",
    "mediatheque:",
    "pages:composants",
    "comptes:mot_de_passe",
    "comptes:connexion",
    "account_login",
    "pages:sante",
    "pages:demande_adhesion",
    "pages:signaler_defaut",
)
RELUES = [une for une in ADRESSES if une.statut("visiteur") == 200 and not une.nom.startswith(UNE_FOIS)]
BACK_OFFICE = [
    "/admin/",
    "/admin/login/",
    "/admin/actualites/actualite/",
    "/admin/actualites/actualite/add/",
    "/admin/annuaire/demandemodification/",
    "/admin/jsi18n/",
]


@pytest.fixture(scope="module")
def jeu(django_db_setup, django_db_blocker):
    with jeu_d_un_module(django_db_blocker) as jeu:
        yield jeu


def verifier(reponse, *, cadre=True):
    """Assert the headers that every answer of the application bears; `cadre`: the old one on frames, which the policy repeats."""
    directives = {une.strip() for une in reponse["Content-Security-Policy"].split(";")}
    if reponse.get("Content-Type", "").startswith("image/svg+xml"):
        # A drawing has its own sheet, for the two schemes: the policy names it by its digest, and nothing else.
        directives = {re.sub(r"^style-src 'self' 'sha256-[\w+/=]+'$", "style-src 'self'", une) for une in directives}
    if b"data-saisie data-compte" in getattr(reponse, "content", b""):
        # A form that keeps what is typed signs in over itself, in a frame of this site.
        directives.remove("frame-src 'self'")
    assert directives == {une.strip() for une in CSP.split(";")}
    assert reponse["X-Content-Type-Options"] == "nosniff"
    # The address of what is read by a secret link is told to no other site.
    secrete = reponse.get("X-Robots-Tag") and "no-store" in reponse.get("Cache-Control", "")
    assert reponse["Referrer-Policy"] in {"strict-origin-when-cross-origin", "same-origin" if secrete else ""}
    assert reponse["Cross-Origin-Opener-Policy"] == "same-origin"
    if cadre:
        assert reponse["X-Frame-Options"] == "DENY"


def lire(client, chemin):
    reponse = client.get(chemin)
    if reponse.streaming:
        b"".join(reponse.streaming_content)
    return reponse


@pytest.mark.parametrize("adresse", ADRESSES, ids=str)
def test_every_answer_bears_the_security_headers(jeu, db, adresse):
    for qui in GENS:
        verifier(lire(jeu.clients[qui], adresse.chemin(jeu)))


@pytest.mark.parametrize("chemin", BACK_OFFICE)
def test_the_back_office_bears_them_too(jeu, db, chemin):
    for qui in ("visiteur", "equipe"):
        verifier(jeu.clients[qui].get(chemin))


def test_the_pages_of_errors_bear_them_too(jeu, db):
    """404, 400 (a host that is not ours), 403 (a forged form), 500."""
    verifier(Client().get("/nulle/part/du/tout/"))
    inconnu = Client().get("/", headers={"host": "ailleurs.exemple.test"})
    assert inconnu.status_code == 400
    verifier(inconnu, cadre=False)
    forge = Client(enforce_csrf_checks=True).post("/comptes/connexion/", {"username": "x"})
    assert forge.status_code == 403
    verifier(forge)


def test_the_page_of_our_failures_bears_them_too(jeu, db, monkeypatch):
    def tomber(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("pages.accueil.bilan_general", tomber)
    panne = Client(raise_request_exception=False).get("/")
    assert panne.status_code == 500
    assert "</html>" in panne.content.decode()
    assert "RuntimeError" not in panne.content.decode()
    verifier(panne)


@pytest.mark.parametrize("adresse", RELUES, ids=str)
def test_a_visitor_reads_again_without_its_body_what_did_not_change(jeu, db, adresse):
    chemin = adresse.chemin(jeu)
    premiere = Client().get(chemin)
    seconde = Client().get(chemin, headers={"If-None-Match": premiere["ETag"]})
    assert (seconde.status_code, seconde.content) == (304, b"")
    assert seconde["ETag"] == premiere["ETag"]
    assert set(premiere.get("Vary", "Accept-Encoding").split(", ")) <= set(seconde["Vary"].split(", "))
    assert "Set-Cookie" not in seconde.headers
    verifier(seconde, cadre=False)


@pytest.mark.parametrize("adresse", [une for une in ADRESSES if not une.biscuit], ids=str)
def test_a_visitor_gets_no_cookie(jeu, db, adresse):
    client = Client()
    reponse = lire(client, adresse.chemin(jeu))
    assert "Set-Cookie" not in reponse.headers
    assert not client.cookies


@pytest.mark.parametrize("adresse", [une for une in PAGES_PUBLIQUES if not une.biscuit], ids=str)
def test_no_form_that_writes_stands_on_the_pages_of_visitors(jeu, db, adresse):
    """It would need a cookie, and a page of its own: these are kept, and given to all."""
    page = jeu.clients["visiteur"].get(adresse.chemin(jeu)).text
    assert 'method="post"' not in page.lower()
    assert "csrfmiddlewaretoken" not in page
    assert "jeton_envoi" not in page


@pytest.mark.parametrize("adresse", [une for une in ADRESSES if une.biscuit], ids=str)
def test_a_form_of_sign_in_sets_only_the_cookie_against_forgery(jeu, db, adresse):
    client = Client()
    assert client.get(adresse.chemin(jeu)).status_code == 200
    assert set(client.cookies) == {"csrftoken"}
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


@pytest.mark.parametrize("adresse", PAGES_PUBLIQUES, ids=str)
def test_a_page_loads_nothing_from_elsewhere(jeu, db, adresse):
    page = Lecture(jeu.clients["visiteur"].get(adresse.chemin(jeu)).content.decode())
    assert page.ressources
    assert [une for une in page.ressources if not (une[1].startswith(("/", "data:image/")) and not une[1].startswith("//"))] == []


def test_pictures_are_kept_for_a_year_and_restricted_files_never(jeu, db):
    image = lire(Client(), f"/media/{jeu.fichier_image.name}")
    assert image["Cache-Control"] == "public, max-age=31536000, immutable"
    assert image["Content-Type"].startswith("image/")
    document = lire(jeu.clients["membre"], jeu.document_groupe.get_absolute_url())
    assert document["Cache-Control"] == "private, no-store"
    assert document["Content-Disposition"].startswith("attachment")


def test_the_pages_of_a_member_are_not_kept(jeu, db):
    for adresse in ADRESSES:
        if adresse.html and adresse.nom.startswith(("annuaire:", "espace")) and adresse.statut("visiteur") == 302:
            reponse = jeu.clients["membre"].get(adresse.chemin(jeu))
            if reponse.status_code == 200:
                assert "no-store" in reponse["Cache-Control"], str(adresse)


def test_what_the_team_reads_is_kept_by_no_browser(jeu, db):
    for qui, gardee in (("visiteur", True), ("membre", True), ("equipe", False)):
        reponse = jeu.clients[qui].get("/actualites/")
        assert ("no-store" not in reponse.get("Cache-Control", "")) is gardee, qui
    assert "no-store" not in lire(jeu.clients["equipe"], f"/media/{jeu.fichier_image.name}")["Cache-Control"]


EN_PRODUCTION = """
import django
django.setup()
from django.conf import settings
from django.test import Client, override_settings
plats = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
with override_settings(STORAGES=plats):
    clair = Client().get("/comptes/connexion/", headers={"host": "portail.exemple.test"})
    print(clair.status_code, clair["Location"])
    client = Client(headers={"host": "portail.exemple.test", "x-forwarded-proto": "https"})
    page = client.get("/comptes/connexion/")
    print(page.status_code, page["Strict-Transport-Security"])
    biscuit = client.cookies["csrftoken"]
    print("secure" if biscuit["secure"] else "clear", biscuit["samesite"])
    print(settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE)
    print("unsafe" in page["Content-Security-Policy"], "démonstration" in page.content.decode(), settings.DEBUG)
"""


def test_production_speaks_https_only(db, tmp_path):
    base = connection.settings_dict
    adresse = f"postgres://{base['USER']}@{base['HOST'].replace('/', '%2F')}:{base['PORT']}/{base['NAME']}"
    variables = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cuf.settings",
        "CUF_ENV": "production",
        "CUF_VAR": str(tmp_path),
        "SECRET_KEY": "une-cle-assez-longue-pour-la-production-0123456789-abcdefghij",
        "ALLOWED_HOSTS": "portail.exemple.test",
        "CUF_URL": "https://portail.exemple.test",
        "CUF_EXPEDITEUR": "portail@exemple.test",
        "CUF_ADMINS": "technique@exemple.test",
        "CUF_CONTACT": "contact@exemple.test",
        "EMAIL_HOST": "courriel.exemple.test",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or adresse,
    }
    lance = subprocess.run(
        [sys.executable, "-c", EN_PRODUCTION], cwd=RACINE, env=variables, text=True, capture_output=True, timeout=60
    )
    assert lance.stdout.splitlines() == [
        "301 https://portail.exemple.test/comptes/connexion/",
        "200 max-age=31536000; includeSubDomains; preload",
        "secure Lax",
        "True True Lax",
        "False False False",
    ], lance.stderr
