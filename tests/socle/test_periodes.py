"""A period that ends before it begins is refused in words, by whoever checks it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.fabriques import AdhesionFabrique, PresidenceFabrique


@pytest.mark.parametrize("fabrique", [AdhesionFabrique, PresidenceFabrique])
def test_a_period_upside_down_is_told(db, fabrique):
    periode = fabrique(debut=date(2026, 1, 1))
    periode.fin = date(2025, 1, 1)
    with pytest.raises(ValidationError, match="La fin ne peut pas précéder le début"):
        periode.full_clean()
