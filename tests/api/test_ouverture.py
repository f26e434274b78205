"""What every address of open data does: methods, headers, frequency, problems told in JSON."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory, override_settings

from api import frequence, taches
from api.models import Passage
from api.problemes import LICENCE
from cuf.encodage import Application
from tests.fabriques import ActualiteFabrique

ADRESSES = ("/api/v1/actualites", "/api/v1/openapi.json", "/api/v1/pays?format=csv", "/api/v1/collectivites?format=geojson")


def verifier_le_probleme(reponse, statut):
    assert (reponse.status_code, reponse["Content-Type"]) == (statut, "application/problem+json")
    corps = reponse.json()
    assert corps["status"] == statut
    assert corps["title"]
    assert reponse["Access-Control-Allow-Origin"] == "*"
    assert reponse["Cache-Control"] == "no-store"
    return corps


@pytest.mark.parametrize("adresse", ADRESSES)
def test_any_site_may_read_and_knows_the_licence(db, visiteur, adresse):
    reponse = visiteur.get(adresse)
    assert reponse.status_code == 200
    assert reponse["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in reponse
    assert f'<{LICENCE}>; rel="license"' in reponse["Link"]
    assert reponse["X-Robots-Tag"] == "noindex"
    assert reponse["Cache-Control"] == "public, no-cache"
    assert {"Accept", "Accept-Encoding"} >= {nom.strip() for nom in reponse["Vary"].split(",")} >= {"Accept"}
    assert not reponse.cookies


def test_other_sites_read_the_open_data_and_nothing_else(db, visiteur):
    for adresse in ("/", "/actualites/", "/api/v1/"):
        assert "Access-Control-Allow-Origin" not in visiteur.get(adresse)


@pytest.mark.parametrize("adresse", [*ADRESSES, "/api/v1/actualites/1", "/api/v1/zzz"])
@pytest.mark.parametrize("methode", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_is_written(db, adresse, methode):
    """Even by who sends no token: it is told so in JSON."""
    reponse = Client(enforce_csrf_checks=True).generic(methode, adresse)
    verifier_le_probleme(reponse, 405)
    assert reponse["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("adresse", ADRESSES)
def test_options_and_head(db, visiteur, adresse):
    permis = visiteur.options(adresse)
    assert (permis.status_code, permis.content) == (204, b"")
    assert permis["Access-Control-Allow-Methods"] == permis["Allow"] == "GET, HEAD, OPTIONS"
    tete, lue = visiteur.head(adresse), visiteur.get(adresse)
    assert (tete.status_code, tete.content) == (200, b"")
    assert tete["Content-Type"] == lue["Content-Type"]
    assert tete["Link"] == lue["Link"]


@pytest.mark.parametrize(
    "adresse", ["zzz", "actualites/", "actualites/zzz", "actualites/0", "actualites/999999999999999999999", "pays/fr", "%00"]
)
def test_what_does_not_exist_is_said_in_json(db, visiteur, adresse):
    verifier_le_probleme(visiteur.get(f"/api/v1/{adresse}"), 404)


def test_what_is_not_in_utf8_is_refused_in_json(db):
    dite = []
    environ = RequestFactory().get("/api/v1/actualites", headers={"content-type": "text/plain; charset=latin-1"}).environ
    corps = b"".join(Application()(environ, lambda statut, entetes: dite.extend([statut, dict(entetes)])))
    assert (dite[0], dite[1]["Content-Type"]) == ("400 Bad Request", "application/problem+json")
    assert json.loads(corps)["status"] == 400


def test_a_failure_is_said_in_json(db, monkeypatch):
    monkeypatch.setattr(frequence, "attente", lambda request: 1 / 0)
    reponse = Client(raise_request_exception=False).get("/api/v1/actualites")
    assert "Numéro de la demande" in verifier_le_probleme(reponse, 500)["detail"]


def test_a_format_that_is_not_there_is_not_acceptable(db, visiteur):
    for adresse, accepte in (("actualites", "application/geo+json"), ("pays", "image/png"), ("pays/FR", "application/pdf")):
        verifier_le_probleme(visiteur.get(f"/api/v1/{adresse}", headers={"accept": accepte}), 406)


def test_what_has_not_changed_is_not_sent_again(db, visiteur):
    actualite = ActualiteFabrique()
    for adresse in ("/api/v1/actualites", f"/api/v1/actualites/{actualite.pk}", "/api/v1/actualites?format=csv"):
        lue = visiteur.get(adresse)
        inchangee = visiteur.get(adresse, headers={"if-none-match": lue["ETag"]})
        assert (inchangee.status_code, inchangee.content) == (304, b"")
        actualite.titre += " !"
        actualite.save()
        assert visiteur.get(adresse, headers={"if-none-match": lue["ETag"]}).status_code == 200


@pytest.fixture
def trois(monkeypatch):
    """Three requests a minute, in a minute that does not end."""
    monkeypatch.setattr(frequence, "PAR_MINUTE", 3)
    with time_machine.travel(datetime(2026, 11, 30, 10, 0, 20, tzinfo=UTC), tick=False) as horloge:
        yield horloge


def test_too_many_requests_are_refused_until_the_next_minute(db, trois, visiteur):
    assert [visiteur.get("/api/v1/pays").status_code for _ in range(4)] == [200, 200, 200, 429]
    # Another address of data counts as the same, another caller does not; the pages are not concerned.
    refus = visiteur.get("/api/v1/zzz")
    verifier_le_probleme(refus, 429)
    assert refus["Retry-After"] == "41"
    assert visiteur.get("/api/v1/pays", REMOTE_ADDR="192.0.2.9").status_code == 200
    assert visiteur.get("/api/v1/").status_code == 200
    trois.shift(41)
    assert visiteur.get("/api/v1/pays").status_code == 200


def test_a_line_of_the_provider_counts_once_in_ipv6(db, trois, visiteur):
    voisines = [f"2001:db8:0:1::{rang}" for rang in range(4)]
    assert [visiteur.get("/api/v1/pays", REMOTE_ADDR=une).status_code for une in voisines] == [200, 200, 200, 429]
    assert visiteur.get("/api/v1/pays", REMOTE_ADDR="2001:db8:0:2::1").status_code == 200


@override_settings(CUF_DERRIERE_UN_PROXY=True)
def test_behind_the_proxy_the_caller_is_the_one_that_it_names(db, trois, visiteur):
    for invente, statut in zip("abcd", (200, 200, 200, 429), strict=True):
        suite = f"{invente}, 192.0.2.1"
        assert visiteur.get("/api/v1/pays", headers={"x-forwarded-for": suite}).status_code == statut


def test_the_address_is_kept_nowhere(db, visiteur):
    with time_machine.travel(datetime(2026, 11, 30, 10, tzinfo=UTC), tick=False) as horloge:
        visiteur.get("/api/v1/pays", REMOTE_ADDR="192.0.2.1")
        horloge.shift(60)
        visiteur.get("/api/v1/pays", REMOTE_ADDR="192.0.2.1")
        empreintes = {passage.empreinte for passage in Passage.objects.all()}
        # Nothing follows a caller from one minute to the next.
        assert len(empreintes) == 2
        taches.oublier_les_passages(timestamp=0)
        assert Passage.objects.count() == 1
        horloge.shift(60)
        taches.oublier_les_passages(timestamp=0)
    assert not Passage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_workers_count_together(trois):
    def demander(_):
        try:
            return Client().get("/api/v1/pays").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as fils:
        assert sorted(fils.map(demander, range(8))) == [200] * 3 + [429] * 5


def test_the_counts_are_not_logged(db):
    with connection.cursor() as curseur:
        curseur.execute("SELECT relpersistence FROM pg_class WHERE relname = 'api_passage'")
        assert curseur.fetchone() == ("u",)


def test_a_minute_of_an_address_is_one_row(db):
    Passage.objects.create(minute=1, empreinte="a")
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        Passage.objects.create(minute=1, empreinte="a")
    assert refus.value.__cause__.diag.constraint_name == "api_passage_unique"
