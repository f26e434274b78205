"""The contract kept: schemathesis asks all that it allows, and what it does not, of the application that is served."""

import pytest
import schemathesis
from django.db import connection
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from api import frequence
from api.catalogue import JEUX
from cuf.encodage import Application
from tests.jeu_de_donnees import peupler

REGLAGES = {
    "seed": 20261130,
    # Examples drawn for each operation, beside those that try each value and each fault of each parameter.
    "generation": {"max-examples": 3, "deterministic": True, "database": "none"},
    # Every other method is refused in the same words: `test_ouverture`.
    "phases": {"coverage": {"unexpected-methods": ["post", "trace"]}},
}


class Fermante:
    """The application, plain: schemathesis reads no compressed answer from a WSGI one; it lets go of its thread's connection."""

    def __init__(self):
        self.application = Application()

    def __call__(self, environ, start_response):
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        try:
            return self.application(environ, start_response)
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_each_operation_keeps_the_contract(monkeypatch):
    peupler()
    monkeypatch.setattr(frequence, "PAR_MINUTE", 1_000_000)
    contrat = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", Fermante(), config=SchemathesisConfig.from_dict(REGLAGES))
    essayees, verifiees, fautes = set(), 0, []
    for fait in from_schema(contrat).execute():
        if isinstance(fait, (events.NonFatalError, events.FatalError)):
            fautes.append(str(fait))
        if not isinstance(fait, events.ScenarioFinished):
            continue
        essayees.add(fait.label)
        for cle, verifications in fait.recorder.checks.items():
            verifiees += len(verifications)
            cas = fait.recorder.cases[cle].value
            for une in (une for une in verifications if une.status == Status.FAILURE):
                fautes.append(f"{cas.method} {cas.formatted_path} {cas.query} : {une.failure_info.failure}")
    assert fautes == []
    # It would pass on nothing.
    assert {f"GET /{cle}" for cle in JEUX} | {f"GET /{cle}/{{cle}}" for cle in JEUX} == essayees
    assert verifiees > 10_000
