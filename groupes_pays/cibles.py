"""The groups and dynamiques to which a text may lead; a donors' committee has no page."""

from django.utils.text import capfirst

from groupes_pays.models import Groupe
from redaction.cibles import inscrire

inscrire(
    Groupe,
    "groupes",
    en_ligne=Groupe.objects.publics,
    noms=("nom",),
    mention=lambda un: capfirst(un.get_nature_display()),
)
