"""Other sites are tried in the background, and no machine of ours ever is."""

import http.server
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from redaction import actions_liens, liens_externes
from redaction.liens_externes import Verdict, essayer_une, est_publique
from redaction.models import LienExterne


@pytest.mark.parametrize(
    "numero",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1",
        "2001:db8::1", "x", "",
    ],
)  # fmt: skip
def test_no_number_of_ours_is_public(numero):
    assert not est_publique(numero)


@pytest.mark.parametrize("numero", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_a_number_of_the_network_is_public(numero):
    assert est_publique(numero)


@pytest.mark.parametrize(
    "adresse",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://127.1/",
        "http://169.254.169.254/latest/meta-data/", "ftp://exemple.test/", "http://exemple.test:22/", "http://a:b@93.184.216.34/",
    ],
)  # fmt: skip
def test_no_address_of_ours_is_asked(monkeypatch, adresse):
    monkeypatch.setattr(liens_externes.socket, "create_connection", lambda *a, **k: pytest.fail("connected"))
    verdict = essayer_une(adresse)
    assert not verdict.bon


def test_a_host_of_two_numbers_one_of_which_is_ours_is_refused(monkeypatch):
    infos = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(liens_externes.socket, "getaddrinfo", lambda *a, **k: infos)
    monkeypatch.setattr(liens_externes.socket, "create_connection", lambda *a, **k: pytest.fail("connected"))
    assert essayer_une("http://exemple.test/").sur


@pytest.mark.parametrize(
    "adresse", ["", "x", "http://", "http://[", "http://a:99999/", "http://\x00/", "http://" + "a" * 300, "//a"]
)
def test_any_address_gives_a_verdict(adresse):
    assert not essayer_une(adresse).bon


class Site(http.server.BaseHTTPRequestHandler):
    demandes = []

    def do_HEAD(self):
        self.repondre()

    def do_GET(self):
        self.repondre()

    def repondre(self):
        type(self).demandes.append((self.command, self.path, self.headers["Host"]))
        if self.path == "/vers-nous":
            self.send_response(302)
            self.send_header("Location", "http://prive.test/")
        elif self.path == "/tourne":
            self.send_response(301)
            self.send_header("Location", "/tourne")
        elif self.path == "/suite":
            self.send_response(301)
            self.send_header("Location", "/bon")
        else:
            tete = self.command == "HEAD" and self.path == "/sans-tete"
            self.send_response(405 if tete else {"/404": 404, "/500": 500, "/403": 403}.get(self.path, 200))
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def site(monkeypatch):
    """A site on this machine, taken for a public one; « prive.test » stays ours."""
    serveur = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    relier = liens_externes.socket.create_connection

    def numeros(hote, port, **_):
        numero = "10.0.0.1" if hote == "prive.test" else "93.184.216.34"
        return [(2, 1, 6, "", (numero, port))]

    monkeypatch.setattr(liens_externes.socket, "getaddrinfo", numeros)
    monkeypatch.setattr(liens_externes.socket, "create_connection", lambda ou, timeout: relier_a(serveur, relier, ou, timeout))
    Site.demandes = []
    yield "http://exemple.test"
    serveur.shutdown()
    serveur.server_close()


def relier_a(serveur, relier, ou, delai):
    assert ou == ("93.184.216.34", 80)
    # The real function resolves its argument by the one that is replaced.
    liaison = liens_externes.socket.socket()
    liaison.settimeout(delai)
    liaison.connect(serveur.server_address)
    return liaison


@pytest.mark.parametrize(
    ("chemin", "bon", "sur"),
    [
        ("/bon", True, False),
        ("/suite", True, False),
        ("/403", True, False),
        ("/sans-tete", True, False),
        ("/404", False, True),
        ("/500", False, False),
        ("/tourne", False, True),
        ("/vers-nous", False, True),
        ("/é à?q=é", True, False),
    ],
)
def test_what_a_site_answers(site, chemin, bon, sur):
    verdict = essayer_une(site + chemin)
    assert (verdict.bon, verdict.sur) == (bon, sur)
    assert all(hote == "exemple.test" for *_, hote in Site.demandes)


def test_the_head_is_asked_first_and_the_page_only_if_it_is_refused(site):
    essayer_une(f"{site}/bon")
    essayer_une(f"{site}/sans-tete")
    assert [demande[:2] for demande in Site.demandes] == [("HEAD", "/bon"), ("HEAD", "/sans-tete"), ("GET", "/sans-tete")]


@pytest.fixture
def essais(monkeypatch, settings):
    settings.CUF_ESSAYER_LES_LIENS = True
    dits = {}
    monkeypatch.setattr(actions_liens, "essayer_une", lambda adresse: dits[adresse])
    return dits


def etats():
    return dict(LienExterne.objects.values_list("adresse", "etat"))


def test_a_page_that_is_gone_is_dead_at_once_and_a_silent_site_at_the_second_time(db, essais):
    essais |= {"https://a.test/": Verdict(False, "la page n’existe plus", sur=True), "https://b.test/": Verdict(False, "rien")}
    actions_liens.noter(adresses=[*essais])
    assert actions_liens.essayer() == 2
    assert etats() == {"https://a.test/": "mort", "https://b.test/": "douteux"}
    assert actions_liens.essayer() == 0
    LienExterne.objects.update(essaye_le=timezone.now() - timedelta(days=1))
    assert actions_liens.essayer() == 1
    assert etats()["https://b.test/"] == "mort"
    essais |= {"https://a.test/": Verdict(True), "https://b.test/": Verdict(True)}
    LienExterne.objects.update(essaye_le=timezone.now() - timedelta(days=8))
    assert actions_liens.essayer() == 2
    assert set(etats().values()) == {"bon"}
    assert not LienExterne.objects.morts().exists()


def test_nothing_is_tried_out_of_production(db, settings):
    assert settings.CUF_ESSAYER_LES_LIENS is False
    actions_liens.noter(adresses=["https://a.test/"])
    assert actions_liens.essayer() == 0


def test_what_no_form_shows_is_forgotten(db):
    actions_liens.noter(adresses=["https://a.test/", "https://b.test/"])
    LienExterne.objects.filter(adresse="https://a.test/").update(vu_le=timezone.now() - timedelta(days=91))
    actions_liens.oublier()
    assert [*etats()] == ["https://b.test/"]
    vieux = timezone.now() - timedelta(days=80)
    LienExterne.objects.update(vu_le=vieux)
    actions_liens.noter(adresses=["https://b.test/"])
    assert LienExterne.objects.get().vu_le > vieux
