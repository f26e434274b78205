"""Who decides on a request, beyond the rights of the roles."""

import pytest
from django.contrib.auth.models import Permission

from annuaire import perms
from tests.fabriques import UtilisateurFabrique


@pytest.mark.parametrize(
    ("etat", "attendu"),
    [
        ({"is_staff": True}, True),
        # A right left to an account that is no longer of the team opens nothing.
        ({"is_staff": False}, False),
        ({"is_staff": True, "is_active": False}, False),
    ],
)
def test_only_staff_decide_even_with_the_right(etat, attendu, db):
    compte = UtilisateurFabrique(**etat)
    compte.user_permissions.add(Permission.objects.get(codename="change_demandemodification"))
    assert perms.peut_decider(compte) is attendu


def test_staff_without_the_right_do_not_decide(redactrice):
    assert not perms.peut_decider(redactrice)
