"""The entry of requests: read as UTF-8, that of our pages, whatever a request says; their texts made plain (`socle.saisie`)."""

import codecs
from contextlib import suppress

import django
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import Http404, QueryDict, UnreadablePostError

from socle.saisie import nettoyer


class Requete(WSGIRequest):
    """A request read as UTF-8; `encodage_annonce` is what its Content-Type says.

    Django would read the address with any codec of Python, « hex » or « zlib » too, and break (500) before its first
    middleware.
    """

    encodage_annonce = "utf-8"

    @property
    def encoding(self):
        """None: that of the site."""
        return None

    @encoding.setter
    def encoding(self, nom):
        self.encodage_annonce = nom


class EncodageMiddleware:
    """Refuse (400) what says that it is not in UTF-8: no browser does, and what was typed would be kept garbled.

    Control and invisible characters are seen to here and nowhere else, in query strings and forms alike. A null byte, which
    PostgreSQL does not hold, becomes `socle.saisie.ILLISIBLE`: a filter or a key then means nothing, which its own message says,
    and a text is kept. No page has one in its path (404).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # The test client makes requests of its own, without this attribute.
        if codecs.lookup(getattr(request, "encodage_annonce", "utf-8")).name != "utf-8":
            raise BadRequest("A request that is not in UTF-8.")
        if "\0" in request.path:
            raise Http404("No page has a null byte in its address.")
        request.GET = _propre(request.GET)
        with suppress(UnreadablePostError):  # its sender has gone, as whoever reads it next will find
            request.POST = _propre(request.POST)
        return self.get_response(request)


def _propre(envoi):
    """Return a `QueryDict` of plain texts: `envoi` itself when it has nothing else, as nearly always."""
    paires = [(nettoyer(nom), [nettoyer(valeur) for valeur in valeurs]) for nom, valeurs in envoi.lists()]
    if paires == list(envoi.lists()):
        return envoi
    propre = QueryDict(mutable=True)
    for nom, valeurs in paires:
        # Two names may now be one.
        propre.setlist(nom, [*propre.getlist(nom), *valeurs])
    propre._mutable = False
    return propre


class Application(WSGIHandler):
    """Django's own application, with our requests."""

    request_class = Requete


def application():
    """Return the application to serve; Django is set up."""
    django.setup(set_prefix=False)
    return Application()
