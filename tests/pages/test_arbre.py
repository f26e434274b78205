"""The editorial pages stand on two levels, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pages.models import Page
from tests.fabriques import PageFabrique


@pytest.fixture
def branche(db):
    """A page of the first level, one filed under it, and one alone."""
    mere = PageFabrique()
    return mere, PageFabrique(parent=mere), PageFabrique()


def test_a_page_with_pages_is_not_filed_under_another(branche):
    mere, _, seule = branche
    mere.parent = seule
    with pytest.raises(ValidationError, match="D’autres pages sont rangées sous celle-ci"):
        mere.clean()
    with pytest.raises(IntegrityError, match="deux niveaux"), transaction.atomic():
        mere.save()


def test_a_page_of_the_second_level_receives_none(branche):
    _, fille, seule = branche
    seule.parent = fille
    with pytest.raises(ValidationError, match="premier niveau"):
        seule.clean()
    with pytest.raises(IntegrityError, match="deux niveaux"), transaction.atomic():
        Page.objects.filter(pk=seule.pk).update(parent=fille)


def test_a_page_moves_between_the_levels(branche):
    mere, fille, seule = branche
    for parent in (seule, None, mere):
        fille.parent = parent
        fille.clean()
        fille.save()
    assert Page.objects.get(pk=fille.pk).parent == mere
