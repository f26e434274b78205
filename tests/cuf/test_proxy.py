"""The proxy that docs/exploitation/nginx.conf describes, run for real in front of the portal."""

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from actualites.models import Actualite
from tests.cuf.conftest import NGINX
from tests.fabriques import ActualiteFabrique

# Run by root, nginx would hand its work to someone who may not write in the folder of the test.
USAGER = "user root;" if os.geteuid() == 0 else ""


@pytest.fixture
def proxy(live_server, tmp_path):
    """Run nginx with our configuration, without HTTPS, on a port of this machine; give its address."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    texte = (settings.BASE_DIR / "docs/exploitation/nginx.conf").read_text()
    for avant, apres in {
        r"listen 443 ssl;": f"listen 127.0.0.1:{port};",
        r" *ssl_certificate.*\n": "",
        r"server_name .*;": "server_name _;",
        r"127\.0\.0\.1:8000": urlsplit(live_server.url).netloc,
        r"/var/cache/nginx/portail": f"{tmp_path}/cache",
    }.items():
        texte, fois = re.subn(avant, apres, texte)
        assert fois, avant
    dossiers = "".join(f"{nom}_temp_path {tmp_path}/{nom};" for nom in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    journal = f"{tmp_path}/erreurs"
    reglages = f"{USAGER} daemon off; pid {tmp_path}/pid; error_log {journal}; events {{}}"
    (tmp_path / "nginx.conf").write_text(f"{reglages} http {{ access_log off; {dossiers} {texte} }}")
    lance = subprocess.Popen([NGINX, "-e", journal, "-c", f"{tmp_path}/nginx.conf"])
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        lance.terminate()
        lance.wait()


def lire(adresse, **entetes):
    """Return (status, what nginx says of its cache, body) of a page, once nginx listens."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(urllib.request.Request(adresse, headers=entetes)) as reponse:
                return reponse.status, reponse.headers["X-Proxy"], reponse.read().decode()
        except urllib.error.HTTPError as erreur:
            return erreur.code, erreur.headers["X-Proxy"], erreur.read().decode()
        except urllib.error.URLError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


@pytest.mark.django_db(transaction=True)
def test_pages_of_visitors_are_kept_and_asked_again(proxy):
    actualite = ActualiteFabrique(titre="Avant")
    assert lire(f"{proxy}/actualites/")[:2] == (200, "MISS")
    # Within the second, unless the machine was busy elsewhere.
    assert lire(f"{proxy}/actualites/")[1] in {"HIT", "REVALIDATED"}
    time.sleep(2.1)  # nginx counts whole seconds
    statut, cache, page = lire(f"{proxy}/actualites/")
    assert (statut, cache) == (200, "REVALIDATED")
    assert "Avant" in page
    Actualite.objects.filter(pk=actualite.pk).update(titre="Après")
    time.sleep(2.1)
    statut, cache, page = lire(f"{proxy}/actualites/")
    assert (statut, cache) == (200, "EXPIRED")
    assert "Après" in page


@pytest.mark.django_db(transaction=True)
def test_a_member_gets_and_leaves_nothing_there(proxy, membre):
    ActualiteFabrique()
    session = f"sessionid={membre.cookies['sessionid'].value}"
    for _ in range(2):
        _, cache, page = lire(f"{proxy}/actualites/", Cookie=session)
        assert cache == "BYPASS"
        assert "Mon espace" in page
        assert "Mon espace" not in lire(f"{proxy}/actualites/")[2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chemin", ["/comptes/connexion/", "/actualites/absente/", "/sante/"])
def test_what_the_portal_keeps_for_nobody_is_not_kept_there(proxy, chemin):
    for _ in range(2):
        assert lire(f"{proxy}{chemin}")[1] == "MISS"
