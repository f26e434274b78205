"""What the dashboard leaves out: what this user may not read, and what needs nothing any more."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from comptes.models import Utilisateur
from courriels.models import Courriel
from pages.attentes import attentes
from tests.fabriques import MandatFabrique


def titres(utilisateur):
    """Return {title: what is shown} of the dashboard of `utilisateur`, read again with its rights."""
    return {un.titre: [objet.libelle for objet in un.objets] for un in attentes(Utilisateur.objects.get(pk=utilisateur.pk))}


def test_failed_mail_is_for_who_may_read_mail(administratrice, editrice, redactrice):
    Courriel.objects.create(destinataire="bob@exemple.test", sujet="Perdu", etat="refuse", erreur="550")
    assert "Courriels non partis" in titres(administratrice)
    assert "Courriels non partis" not in titres(editrice) | titres(redactrice)
    editrice.user_permissions.add(Permission.objects.get(codename="view_courriel"))
    assert titres(editrice)["Courriels non partis"] == ["Perdu → bob@exemple.test"]


@pytest.mark.parametrize(
    ("jours", "attendu"),
    [
        ({}, True),
        ({"debut": -400, "fin": 30}, True),
        # Over, or not begun: there is nothing to check.
        ({"debut": -800, "fin": -1}, False),
        ({"debut": 10}, False),
    ],
)
def test_only_mandates_in_force_are_to_be_checked(jours, attendu, editrice):
    aujourd_hui = timezone.localdate()
    MandatFabrique(fonction="maire", **{nom: aujourd_hui + timedelta(days=nombre) for nom, nombre in jours.items()})
    assert ("Mandats à vérifier" in titres(editrice)) is attendu
