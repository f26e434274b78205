"""What the log tells of a request, by its number."""

import json
import logging
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime

_NUMERO = ContextVar("numero", default="")


def numero_de_la_demande():
    """Return the number of the request being answered, empty out of one."""
    return _NUMERO.get()


class NumeroMiddleware:
    """Give each request a number: the log bears it, and so do the pages of our failures."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        jeton = _NUMERO.set(uuid.uuid4().hex[:10])
        try:
            return self.get_response(request)
        finally:
            _NUMERO.reset(jeton)


class FormatJson(logging.Formatter):
    """A line of the log as JSON: what happened, when, in answer to which request, with the trace of an error."""

    def format(self, record):
        """Return the line."""
        dit = {
            "le": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "journal": record.name,
            "message": record.getMessage(),
            "demande": numero_de_la_demande(),
            **de_la_demande(record),
        }
        if record.exc_info:
            dit["trace"] = self.formatException(record.exc_info)
        return json.dumps({cle: valeur for cle, valeur in dit.items() if valeur}, ensure_ascii=False)


def de_la_demande(record):
    """Return the words of the request that a record of Django is about: its address without the query, which may say too much."""
    request = getattr(record, "request", None)
    if not hasattr(request, "path"):
        return {}
    return {"methode": request.method, "adresse": request.path, "statut": getattr(record, "status_code", "")}
