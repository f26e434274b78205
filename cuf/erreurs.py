"""The pages of our failures, drawn without the database: it may be what fails."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import bad_request, page_not_found

from api.problemes import Refus, concerne, reponse
from cuf.traces import numero_de_la_demande

REVENIR = 60
"""Seconds after which who finds the site down may come back."""


@requires_csrf_token
def erreur(request):
    """Answer to an exception: 503 with the time to come back when the database is the cause, else 500.

    Both show the number of the request; the second says that we are told only where someone is (`ADMINS`).
    """
    contexte = {"numero": numero_de_la_demande(), "prevenus": bool(settings.ADMINS)}
    perdue = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    entetes = {"Retry-After": str(REVENIR)} if perdue else {}
    if concerne(request):
        return reponse(Refus(503 if perdue else 500, f"Numéro de la demande : {contexte['numero']}.", entetes=entetes))
    if perdue:
        page = HttpResponse(render_to_string("503.html", contexte), status=503, headers=entetes)
    else:
        page = HttpResponseServerError(render_to_string("500.html", contexte))
    page["Cache-Control"] = "no-store"
    return page


def introuvable(request, exception):
    """Answer to an address of nothing: a program that asked for data reads it in JSON."""
    return reponse(Refus(404)) if concerne(request) else page_not_found(request, exception)


def illisible(request, exception):
    """Answer to what cannot be read, in the same way."""
    return reponse(Refus(400)) if concerne(request) else bad_request(request, exception)
