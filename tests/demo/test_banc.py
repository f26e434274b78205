"""The comparison between sizes: what it blames, what it lets pass, and the load it makes."""

import threading
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from demo import mesures
from demo.banc import charge, comparaison, debit
from demo.banc.comparaison import Comparaison, Ligne
from demo.banc.sortes import Sorte
from tests.base import adresse_de_la_base


def ligne(petite, grande, *, nom="actualités", requetes=5, statuts=(200,), compte=False):
    """Return the line of a page that lasts so many milliseconds at two sizes."""
    sorte = Sorte(nom, "visiteur", lambda: "/", compte)
    durees = {1_000: [petite] * 3, 100_000: [grande] * 3}
    return Ligne(sorte, requetes=dict.fromkeys(durees, requetes), durees=durees, statuts=set(statuts))


@pytest.mark.parametrize(
    ("une", "fautes"),
    [
        (ligne(10, 12), []),
        (ligne(10, 13), ["rapport 1,30"]),
        (ligne(3, 4.9), []),  # two milliseconds are noise
        (ligne(60, 72), []),
        (ligne(10, 90, compte=True), []),
        (ligne(90, 101, compte=True), ["plus de 100 ms"]),
        (ligne(100, 101), ["plus de 100 ms"]),
        (ligne(10, 10, requetes=21), ["plus de 20 requêtes"]),
        (ligne(10, 10, requetes=21, nom="gestion, liste : actualité"), []),
        (ligne(10, 10, statuts=(200, 500)), ["statut 500"]),
        (ligne(10, 10, statuts=(403,)), []),
    ],
)
def test_a_page_is_blamed_for_what_it_passes(une, fautes):
    assert une.fautes == fautes


class Bases:
    """Databases that are all the one at hand."""

    noms = {1_000: "petite", 100_000: "grande"}

    def sur(self, taille):
        return nullcontext()


def test_sizes_are_measured_in_turn(db, monkeypatch):
    """So that a neighbour's work falls on both alike."""
    vues = []
    monkeypatch.setattr(mesures, "ouvrir", lambda client, adresse: (vues.append(adresse), (200, ""))[1])
    compteur = iter(range(100))
    sorte = Sorte("accueil", "visiteur", lambda: f"/{next(compteur)}/")
    (une,) = Comparaison(Bases(), fois=4).mesurer([sorte])
    assert vues[:2] == ["/0/", "/1/"]
    assert vues[2:10] == ["/0/", "/1/"] * 4
    assert len(une.durees[1_000]) == len(une.durees[100_000]) == 4


def test_a_doubt_is_measured_again_and_a_fact_is_not(db, monkeypatch):
    duree = {"/": 0.0}
    monkeypatch.setattr(comparaison.time, "perf_counter", lambda: duree.__setitem__("/", duree["/"] + 0.06) or duree["/"])
    monkeypatch.setattr(mesures, "ouvrir", lambda client, adresse: (200, ""))
    monkeypatch.setattr(comparaison, "DUREE_MAX", 50.0)
    (une,) = Comparaison(Bases(), fois=3).mesurer([Sorte("accueil", "visiteur", lambda: "/")])
    assert len(une.durees[1_000]) == 6
    monkeypatch.setattr(comparaison, "DUREE_MAX", 10.0)
    (une,) = Comparaison(Bases(), fois=3).mesurer([Sorte("accueil", "visiteur", lambda: "/")])
    assert len(une.durees[1_000]) == 3


class Reponse(BaseHTTPRequestHandler):
    """Answers « bonjour », or 404; keeps the connection."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802 (the name is http.server's)
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", "7")
        self.end_headers()
        self.wfile.write(b"bonjour")

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def port():
    with ThreadingHTTPServer(("127.0.0.1", 0), Reponse) as serveur:
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        yield serveur.server_address[1]
        serveur.shutdown()


def test_answers_are_counted(port):
    assert charge.lire(port, "/") == b"bonjour"
    debit = charge.debit(port, "/", connexions=2, secondes=0.2)
    assert debit.par_seconde > 10
    assert 0 < debit.p99 < 200


def test_an_answer_that_is_not_the_page_is_no_answer(port):
    with pytest.raises(charge.ErreurCharge, match="/absente : HTTP/1.1 404"):
        charge.debit(port, "/absente", connexions=2, secondes=0.2)


@pytest.mark.django_db(transaction=True)
def test_the_bare_view_answers_the_bytes_given(tmp_path):
    (tmp_path / "accueil").write_bytes("é".encode() * 1_000)
    with debit.serveur("demo.banc.vue_nue", VUE_NUE=str(tmp_path), DATABASE_URL=adresse_de_la_base()) as port_nu:
        assert charge.lire(port_nu, "/accueil") == "é".encode() * 1_000
        assert charge.debit(port_nu, "/accueil", connexions=1, secondes=0.2).par_seconde > 1


def test_a_server_that_does_not_start_is_one_line(tmp_path, capfd):
    with pytest.raises(charge.ErreurCharge, match="ne démarre pas"):
        with debit.serveur("demo.banc.absente"):
            pass


def test_a_server_that_is_not_there_is_one_line():
    with pytest.raises(charge.ErreurCharge, match="ne répond pas"):
        charge.lire(1, "/")
