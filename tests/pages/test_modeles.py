"""What the database refuses of a page, and what the form then says."""

import pytest
from django.core.exceptions import ValidationError

from tests.fabriques import PageFabrique
from tests.refus import refuse_par_la_base


def test_a_page_is_not_its_own_parent(db):
    page = PageFabrique()
    page.parent = page
    with pytest.raises(ValidationError, match="Une page n’est pas sa propre page mère"):
        page.validate_constraints()
    with refuse_par_la_base("pages_page_parent_autre"):
        page.save()
