"""Where documents are kept: outside the media folder, so that no address leads to a file."""

import os

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class StockageDocuments(FileSystemStorage):
    """Files of `CUF_DOCUMENTS_ROOT`, without addresses: `socle.views.document` streams them to those who may read."""

    @property
    def base_location(self):
        return settings.CUF_DOCUMENTS_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        """Raise ValueError: a document has no address of its own."""
        raise ValueError("A document is only reachable through socle.views.document.")
