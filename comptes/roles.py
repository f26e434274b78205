"""The three staff roles, as rights on models.

Rédaction writes and submits; Édition publishes, answers the members and keeps the funds; Administration also keeps
accounts and what they are attached to, the référentiel's lists and the journal. A test checks that every model of the
portal is decided here.
"""

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from redaction.registre import sortes

LIRE = ("view",)
ECRIRE = ("view", "add", "change")
TENIR = ("view", "add", "change", "delete")

MATIERE = ("mediatheque.image", "mediatheque.document")
# Shown on many pages at once: who writes adds one, who publishes changes it.
CONTACTS = ("redaction.contact",)
ANNUAIRE = (
    "annuaire.collectivite",
    "annuaire.personne",
    "annuaire.mandat",
    "annuaire.autoritelocale",
    "annuaire.partenariat",
    "annuaire.projet",
    "groupes_pays.groupe",
    "groupes_pays.presidence",
    "fonds_solidarite.pointetape",
)
ADHESIONS = ("annuaire.adhesion",)
# Goes with the accounts: who is attached to a collectivité reads and proposes in its name.
RATTACHEMENTS = ("annuaire.rattachement",)
GRAND_LIVRE = ("fonds_solidarite.contribution", "fonds_solidarite.affectation")
LISTES = ("territoires.theme", "territoires.secteur")
REFERENTIEL = (
    "territoires.pays",
    "territoires.region",
    "territoires.departement",
    "territoires.epci",
    "territoires.commune",
    "territoires.odd",
    "territoires.importreferentiel",
    "socle.cercle",
)
DEMANDES = ("annuaire.demandemodification",)
COMPTES = ("comptes.utilisateur",)
COURRIELS = ("courriels.courriel",)
TRACES = ("socle.journal", "redaction.ancienneadresse", "redaction.relecture")


def _droits(*couples):
    return {modele: actions for modeles, actions in couples for modele in modeles}


ROLES = {
    "Rédaction": _droits(
        (MATIERE, ECRIRE),
        (CONTACTS, ("view", "add")),
        (ANNUAIRE, LIRE),
        (ADHESIONS, LIRE),
        (RATTACHEMENTS, LIRE),
        (GRAND_LIVRE, LIRE),
        (LISTES, LIRE),
        (REFERENTIEL, LIRE),
    ),
    "Édition": _droits(
        (MATIERE, TENIR),
        (CONTACTS, TENIR),
        (ANNUAIRE, TENIR),
        (ADHESIONS, TENIR),
        (RATTACHEMENTS, LIRE),
        (GRAND_LIVRE, ("view", "add")),
        (DEMANDES, ("view", "change")),
        (LISTES, ECRIRE),
        (REFERENTIEL, LIRE),
    ),
    "Administration": _droits(
        (MATIERE, TENIR),
        (CONTACTS, TENIR),
        (ANNUAIRE, TENIR),
        (ADHESIONS, TENIR),
        (RATTACHEMENTS, TENIR),
        (GRAND_LIVRE, ("view", "add")),
        (DEMANDES, ("view", "change")),
        (LISTES, TENIR),
        (REFERENTIEL, LIRE),
        (COMPTES, ECRIRE),
        (COURRIELS, ("view", "renvoyer")),
        (TRACES, LIRE),
    ),
}


def droits_de(role):
    """Return {model: actions} of a role: what is said here, and what each kind of content says in the register."""
    return {sorte.nom: sorte.droits.get(role, ()) for sorte in sortes()} | ROLES[role]


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
