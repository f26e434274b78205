"""Tell whether files have changed since the last time, by a hash of their names and contents."""

import hashlib
import os

from django.conf import settings


def empreinte(chemins):
    """Return a hash of the names and contents of these files and folders."""
    condense = hashlib.sha256()
    for chemin in chemins:
        for fichier in sorted(chemin.rglob("*")) if chemin.is_dir() else [chemin]:
            if fichier.is_file() and fichier.suffix != ".pyc":
                condense.update(os.fsencode(fichier.relative_to(settings.BASE_DIR)) + b"\0")
                condense.update(hashlib.sha256(fichier.read_bytes()).digest())
    return condense.hexdigest()
