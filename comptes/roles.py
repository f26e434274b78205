"""The groups of Django that hold the rights of the three staff roles, as the apps and the register of contents give them."""

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from redaction.registre import sortes
from socle.droits import ROLES


def droits_de(role):
    """Return {model: actions} of a role: what each app says of its models, and the register of the contents."""
    declares = {
        f"{app.label}.{modele}": par_role
        for app in apps.get_app_configs()
        for modele, par_role in getattr(app, "droits", {}).items()
    }
    contenus = {sorte.nom: sorte.droits for sorte in sortes()}
    return {modele: par_role[role] for modele, par_role in (declares | contenus).items()}


def _cle(modele, action):
    options = apps.get_model(modele)._meta
    return options.app_label, options.model_name, get_permission_codename(action, options)


@transaction.atomic
def synchroniser_roles():
    """Create the three groups and give each exactly its rights; return {role: number of rights}."""
    # One query for all: a right at a time costs hundreds.
    existants = Permission.objects.select_related("content_type")
    par_cle = {(droit.content_type.app_label, droit.content_type.model, droit.codename): droit for droit in existants}
    bilan = {}
    for nom in ROLES:
        role, _ = Group.objects.get_or_create(name=nom)
        permissions = [par_cle[_cle(modele, action)] for modele, actions in droits_de(nom).items() for action in actions]
        role.permissions.set(permissions)
        bilan[nom] = len(permissions)
    return bilan
