"""A Django view that does nothing but answer a file: what the framework and the server cost, and nothing else.

Run by `demo.banc.debit` only, as the site is; the files are those of the folder VUE_NUE.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"], INSTALLED_APPS=[], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY="sans-valeur-et-sans-usage"
)
django.setup()
PAGES = {fichier.name: fichier.read_bytes() for fichier in Path(os.environ["VUE_NUE"]).iterdir()}


def page(request, nom):
    """Answer the bytes of the file `nom`."""
    return HttpResponse(PAGES[nom], headers={"Content-Length": len(PAGES[nom])})


urlpatterns = [path("<str:nom>", page)]
application = get_wsgi_application()
