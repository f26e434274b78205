"""The three staff roles. Each app says, in the `droits` of its AppConfig, what each of them may do with its models.

Rédaction writes and submits; Édition publishes, answers the members and keeps the funds; Administration also keeps accounts and
what they are attached to, the référentiel's lists and the journal. `comptes.roles` gives these rights to the groups of Django.
"""

REDACTION, EDITION, ADMINISTRATION = "Rédaction", "Édition", "Administration"
ROLES = (REDACTION, EDITION, ADMINISTRATION)

LIRE = ("view",)
AJOUTER = ("view", "add")
CORRIGER = ("view", "change")
ECRIRE = ("view", "add", "change")
SUIVRE = ("view", "change", "delete")
TENIR = ("view", "add", "change", "delete")
PUBLIER = (*TENIR, "publier")


def droits(redaction=(), edition=(), administration=()):
    """Return {role: actions}, as Django's permissions name them."""
    return {REDACTION: redaction, EDITION: edition, ADMINISTRATION: administration}


LU = droits(LIRE, LIRE, LIRE)
"""Read by everyone in the team, written by none: what a command imports."""
LU_ET_TENU = droits(LIRE, TENIR, TENIR)
"""Read by who writes, kept by who publishes."""
LU_ET_CORRIGE = droits(LIRE, CORRIGER, CORRIGER)
"""The same, of a single row: changed, never added nor deleted."""
EN_ADMINISTRATION = droits(administration=LIRE)
"""Read by who administers only: traces."""
