"""The validator tells what is wrong: without it, a test that finds nothing would prove nothing."""

import json

import pytest

from tests.schema_org.validateur import fautes

EVENEMENT = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Réunion",
    "startDate": "2026-07-01",
    "location": {"@type": "VirtualLocation", "url": "https://exemple.test/"},
}


def page(**change):
    donnees = {nom: valeur for nom, valeur in (EVENEMENT | change).items() if valeur is not None}
    return f'<script type="application/ld+json">{json.dumps(donnees)}</script>'


def test_a_good_one():
    assert fautes(page()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"@context": "https://exemple.test"},
        {"@type": "Reunion"},
        {"name": None},
        {"location": None},
        {"lieu": "Lyon"},
        {"name": ""},
        {"name": 12},
        {"name": "<b>"},
        {"startDate": "demain"},
        {"startDate": "2026-07-01T15:00"},
        {"eventStatus": "https://schema.org/Annule"},
        {"location": {"@type": "VirtualLocation"}},
        {"location": {"@type": "WebSite", "name": "a", "url": "https://exemple.test/"}},
        {"organizer": {"@type": "Place", "address": "Lyon"}},
        {"url": "/agenda/"},
    ],
)
def test_what_is_wrong_is_said(change):
    assert fautes(page(**change))
