"""WSGI entry point, served by gunicorn."""

import os

from cuf import encodage

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cuf.settings")

application = encodage.application()
