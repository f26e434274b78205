"""The encoding of requests: UTF-8, that of our pages, whatever a request says; and no null byte in an address."""

import codecs

import django
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import Http404


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

    No page has a null byte in its path (404): the database compares none, and some views of Django ask it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # The test client makes requests of its own, without this attribute.
        if codecs.lookup(getattr(request, "encodage_annonce", "utf-8")).name != "utf-8":
            raise BadRequest("A request that is not in UTF-8.")
        if "\0" in request.path:
            raise Http404("No page has a null byte in its address.")
        return self.get_response(request)


class Application(WSGIHandler):
    """Django's own application, with our requests."""

    request_class = Requete


def application():
    """Return the application to serve; Django is set up."""
    django.setup(set_prefix=False)
    return Application()
