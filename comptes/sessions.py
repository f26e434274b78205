"""Sessions in the database, whatever a cookie holds."""

from django.contrib.sessions.backends.db import SessionStore as SessionsEnBase


class SessionStore(SessionsEnBase):
    """Django's own. A key that it never gave, a null byte in it for instance, is no session: the database refuses some."""

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()
