"""A web address: how it is completed, and how to write one is said."""

import pytest
from django.core.exceptions import ValidationError

from socle.champs import AdresseWeb


def test_an_address_typed_without_its_scheme_becomes_https():
    assert AdresseWeb().formfield().clean("www.ville.fr") == "https://www.ville.fr"


@pytest.mark.parametrize("verifier", [AdresseWeb().run_validators, AdresseWeb().formfield().clean], ids=["model", "form"])
def test_what_is_no_address_is_told_how_to_write_one(verifier):
    with pytest.raises(ValidationError) as refus:
        verifier("javascript:alert(1)")
    assert refus.value.messages == ["Écrivez l’adresse complète d’une page\u00a0: https://www.ville.fr"]
