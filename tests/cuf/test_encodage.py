"""The encoding of requests, through the application that gunicorn serves: the test client makes requests of its own."""

from io import BytesIO
from urllib.parse import quote
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_started
from django.db import close_old_connections

from actualites.models import Actualite
from cuf.encodage import application
from redaction.models import Contact
from tests.test_entetes import verifier


@pytest.fixture
def servir(db):
    """A function that sends a request to the application and gives its answer."""

    def envoyer(methode, chemin, type_de_contenu, corps=b""):
        environ = {
            "REQUEST_METHOD": methode,
            "CONTENT_TYPE": type_de_contenu,
            "CONTENT_LENGTH": str(len(getattr(corps, "getvalue", lambda: corps)())),
        }
        environ["PATH_INFO"], _, environ["QUERY_STRING"] = chemin.partition("?")
        environ["wsgi.input"] = corps if isinstance(corps, BytesIO) else BytesIO(corps)
        setup_testing_defaults(environ)
        return application()(environ, lambda statut, entetes: None)

    # As the test client does: the connection holds the transaction of the test.
    request_started.disconnect(close_old_connections)
    yield envoyer
    request_started.connect(close_old_connections)


FORMULAIRE = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("encodage", ["hex", "rot13", "zlib", "undefined", "punycode", "idna", "latin1", "utf-16"])
@pytest.mark.parametrize("type_de_contenu", ["text/plain", "multipart/form-data; boundary=x", FORMULAIRE])
@pytest.mark.parametrize("methode", ["GET", "POST"])
def test_a_request_that_is_not_in_utf_8_gets_our_page_of_error(servir, methode, type_de_contenu, encodage):
    for chemin in ("/actualites/?pays=JP", "/comptes/connexion/"):
        reponse = servir(methode, chemin, f"{type_de_contenu}; charset={encodage}", b"username=a")
        assert reponse.status_code == 400
        assert "Cette demande n’a pas été comprise" in reponse.content.decode()
        verifier(reponse, cadre=False)


@pytest.mark.parametrize("encodage", ["utf8", "UTF-8", "inconnu"])
def test_utf_8_under_any_name_is_read(servir, encodage):
    assert servir("GET", "/actualites/", f"text/plain; charset={encodage}").status_code == 200
    page = servir("GET", f"/annuaire/?q={quote('é')}", f"{FORMULAIRE}; charset={encodage}")
    assert 'value="é"' in page.content.decode()
    # Refused for its token only: the form is read.
    assert servir("POST", "/comptes/connexion/", f"{FORMULAIRE}; charset={encodage}", b"username=a").status_code == 403


def test_a_null_byte_is_seen_to_once_at_entry(client_editrice, groupe_japon):
    assert 'value="a\ufffdb"' in client_editrice.get("/annuaire/?q=a%00b").text
    for filtre in ("/annuaire/?pays=%00", "/actualites/?annee=2%00"):
        assert "champ__erreurs" in client_editrice.get(filtre).text
    adresse = "/admin/redaction/contact/add/"
    assert client_editrice.post(adresse, {"nom": "a\0b", "courriel": "a@exemple.test"}).status_code == 302
    assert Contact.objects.get().nom == "a\ufffdb"
    envoi = {
        "titre": "Un titre",
        "slug": "un",
        "acces": "public",
        "genre": "information",
        "pays": ["\0", "JP"],
        "groupes": ["1\0"],
    }
    refus = client_editrice.post("/admin/actualites/actualite/add/", envoi).context["adminform"].form.errors
    assert {"pays", "groupes"} <= set(refus)


def test_no_control_character_enters_by_a_form_or_a_filter(client_editrice, groupe_japon):
    """A vertical tab would break our feeds, U+2028 our scripts; letters in two signs would be found by nobody."""
    adresse = "/admin/actualites/actualite/add/"
    envoi = {
        "titre": "Ve\u0301rone\x0b\u2028et\u202e Aix",
        "corps": "<p>Un&#8232;texte&#11;\x07 l\x92eau</p>",
        "genre": "information",
    }
    envoi |= {"slug": "verone", "acces": "public", "chapo": "Une ligne.\r\nUne\u2028autre.\x00"}
    assert client_editrice.post(adresse, envoi).status_code == 302
    une = Actualite.objects.get()
    assert une.titre == "Vérone et Aix".replace(" et", "  et")
    assert une.corps == "<p>Un texte  l’eau</p>"
    assert une.chapo == "Une ligne.\r\nUne\nautre.\ufffd"
    assert "Vérone" in client_editrice.get("/annuaire/?q=Ve%CC%81rone%E2%80%8B").text
    # Two names of a field that look the same are one: what the second says is not lost.
    assert client_editrice.get("/annuaire/?pays%E2%80%8B=JP").context["filtre"].form.data["pays"] == "JP"


def test_a_form_whose_sender_has_gone_breaks_nothing(servir):
    class Coupee(BytesIO):
        def read(self, *args):
            raise OSError("connection lost")

    # Refused for its token, as a form that cannot be read.
    assert servir("POST", "/comptes/connexion/", FORMULAIRE, Coupee(b"username=a")).status_code == 403
