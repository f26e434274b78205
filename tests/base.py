"""The database of the tests, for processes of their own."""

from urllib.parse import quote

from django.db import connection


def adresse_de_la_base(nom=None):
    """Return the DATABASE_URL of the base of the tests, or of another one of its server."""
    base = connection.settings_dict
    passe = f":{quote(base['PASSWORD'], safe='')}" if base["PASSWORD"] else ""
    port = f":{base['PORT']}" if base["PORT"] else ""
    return f"postgres://{base['USER']}{passe}@{quote(base['HOST'], safe='')}{port}/{nom or base['NAME']}"
