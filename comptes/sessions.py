"""Sessions in the database, whatever a cookie holds: whose each is stands beside it, at no query more."""

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as SessionsEnBase
from django.utils.dateparse import parse_datetime

OUVERTE = "cuf_ouverte"
"""In a session: where and when it was opened (`comptes.adaptateurs`)."""
APPAREIL_MAX = 300


class SessionStore(SessionsEnBase):
    """Django's own. A key that it never gave, a null byte in it for instance, is no session: the database refuses some."""

    @classmethod
    def get_model_class(cls):
        """Return our table, asked for late: its app is loaded after this module."""
        return apps.get_model("comptes", "Session")

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()

    def create_model_instance(self, data):
        """Return the row to save, with what `data` says of who opened it, and where."""
        ligne = super().create_model_instance(data)
        ligne.utilisateur_id = data.get(SESSION_KEY)
        ouverte = data.get(OUVERTE, {})
        ligne.appareil = ouverte.get("appareil", "")[:APPAREIL_MAX]
        ligne.adresse = ouverte.get("adresse")
        ligne.ouverte_le = parse_datetime(ouverte["le"]) if ouverte else None
        return ligne
