"""The one style sheet of the site: its parts joined, because each file more delays the first sight of a page on a phone."""

import os
import re

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

CHEMIN = "css/site.css"
PARTIES = ("tokens", "sombre", "portail", "espace", "contraste", "print")
"""In the order in which they yield to one another."""


def joindre():
    """Return the parts as one text, without their comments and margins."""
    textes = [(settings.BASE_DIR / "static" / "css" / f"{nom}.css").read_text(encoding="utf-8") for nom in PARTIES]
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/", "", "".join(textes), flags=re.DOTALL)).lstrip()


class ChercheurDeFeuille(BaseFinder):
    """Give `css/site.css` to Django: to its server of development at each request, to `collectstatic` once."""

    @property
    def dossier(self):
        """The folder that holds it."""
        return settings.CUF_VAR / "feuille"

    def check(self, **kwargs):
        """Nothing can be misconfigured."""
        return []

    def find(self, path, find_all=False):
        """Return where the sheet is, written again from its parts, or nothing for another path."""
        if path != CHEMIN:
            return []
        fichier = self.dossier / CHEMIN
        fichier.parent.mkdir(parents=True, exist_ok=True)
        # Two processes may write it at once: each one's file takes the name whole.
        brouillon = fichier.with_suffix(f".{os.getpid()}")
        brouillon.write_text(joindre(), encoding="utf-8")
        brouillon.replace(fichier)
        return [str(fichier)] if find_all else str(fichier)

    def list(self, ignore_patterns):
        """Yield the sheet and the storage that holds it."""
        self.find(CHEMIN)
        yield CHEMIN, FileSystemStorage(location=self.dossier)
