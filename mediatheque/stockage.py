"""Where files are kept. Documents stand outside the media folder, so that no address leads to one."""

import logging
import os
from contextlib import suppress

from django.conf import settings
from django.core.files.storage import FileSystemStorage

logger = logging.getLogger(__name__)

MESSAGE_PANNE = (
    "Le fichier n’a pas pu être enregistré : le serveur manque de place, ou son disque ne répond pas. Réessayez plus tard ; "
    "si cela dure, prévenez l’équipe de Cités Unies France."
)


class StockageEnPanne(Exception):
    """A file could not be written; the message is for the person who sent it."""

    def __init__(self):
        super().__init__(MESSAGE_PANNE)


class StockageFichiers(FileSystemStorage):
    """Django's own; a file that cannot be written whole (a disk that is full) leaves nothing behind, and is told in the log."""

    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except OSError:
            logger.exception("This file could not be written: %s", name)
            with suppress(OSError):
                self.delete(name)
            raise


class StockageDocuments(StockageFichiers):
    """Files of `CUF_DOCUMENTS_ROOT`, without addresses: `mediatheque.views.document` streams them to those who may read."""

    @property
    def base_location(self):
        return settings.CUF_DOCUMENTS_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        """Raise ValueError: a document has no address of its own."""
        raise ValueError("A document is only reachable through mediatheque.views.document.")
