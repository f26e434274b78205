"""The groups of Django that hold the rights of the three staff roles, as the apps and the register of contents give them."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from redaction.registre import sortes
from socle.droits import ADMINISTRATION, EDITION, REDACTION, ROLES

EN_BREF = {
    REDACTION: "Écrit et soumet à relecture. Modifie ce qui n’est pas encore en ligne ; ne publie pas.",
    EDITION: "Publie, renvoie et archive ; répond aux membres, tient les groupes et les fonds.",
    ADMINISTRATION: "Fait tout ce que fait l’édition, et tient les comptes, les rattachements et les listes de référence.",
}
VERBES = {
    "view": "lire", "add": "ajouter", "change": "modifier", "delete": "supprimer", "publier": "publier", "renvoyer": "renvoyer",
    "exporter": "exporter", "importer": "importer",
}  # fmt: skip


@dataclass(frozen=True)
class Pouvoir:
    """Things that a role may do alike: « Lire, ajouter et modifier », the kinds of rows."""

    verbes: str
    sur: list


def pouvoirs(role):
    """Return the `Pouvoir`s of a role, widest first, in the words of the models: what the register gives, and nothing else."""
    par_actions = {}
    for modele, actions in droits_de(role).items():
        if actions:
            par_actions.setdefault(actions, []).append(str(apps.get_model(modele)._meta.verbose_name_plural))
    return [
        Pouvoir(_phrase(actions), sorted(noms, key=str.lower))
        for actions, noms in sorted(par_actions.items(), key=lambda une: -len(une[0]))
    ]


def _phrase(actions):
    *debut, dernier = [VERBES[action] for action in actions]
    return f"{', '.join(debut)} et {dernier}".capitalize() if debut else f"{dernier} seulement".capitalize()


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
