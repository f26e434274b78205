"""What is never written: refused in a form, in French, and by the database, whoever writes."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


@contextmanager
def refuse_par_la_base(contrainte):
    """Expect the refusal of the constraint of this very name: another whose name begins alike is not enough."""
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        yield
    assert refus.value.__cause__.diag.constraint_name == contrainte


def verifier_le_refus(ligne, contrainte, message, hors=()):
    """Check that neither a form without the fields `hors` nor the database takes the row `ligne`, not saved yet."""
    with pytest.raises(ValidationError, match=message):
        ligne.full_clean(exclude=hors)
    with refuse_par_la_base(contrainte):
        ligne.save()
