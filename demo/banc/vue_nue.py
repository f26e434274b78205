"""A view that does nothing but read the mark of the site and answer a file, behind the middlewares of the portal.

What it answers in a second is the most that the portal could. Run by `demo.banc.debit` only, as the site is; the compressed files
are those of the folder VUE_NUE.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cuf.settings")
settings.ROOT_URLCONF = __name__
django.setup()

from socle import generation  # noqa: E402 - a model, which the apps have to be loaded for

PAGES = {fichier.name: fichier.read_bytes() for fichier in Path(os.environ["VUE_NUE"]).iterdir()}


def page(request, nom):
    """Answer the bytes of the file `nom`."""
    generation.lire()
    return HttpResponse(PAGES[nom], headers={"Content-Encoding": "gzip"})


urlpatterns = [path("<str:nom>", page)]
application = get_wsgi_application()
