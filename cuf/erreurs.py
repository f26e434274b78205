"""The pages of our failures, drawn without the database: it may be what fails."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from cuf.traces import numero_de_la_demande

REVENIR = 60
"""Seconds after which who finds the site down may come back."""


@requires_csrf_token
def erreur(request):
    """Answer to an exception: 503 with the time to come back when the database is the cause, else 500.

    Both show the number of the request; the second says that we are told only where someone is (`ADMINS`).
    """
    contexte = {"numero": numero_de_la_demande(), "prevenus": bool(settings.ADMINS)}
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        reponse = HttpResponse(render_to_string("503.html", contexte), status=503, headers={"Retry-After": str(REVENIR)})
    else:
        reponse = HttpResponseServerError(render_to_string("500.html", contexte))
    reponse["Cache-Control"] = "no-store"
    return reponse
