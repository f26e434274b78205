"""Writes of what is known of the addresses of other sites: those that a form shows are noted, the queue tries them."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from redaction.liens_externes import essayer_une
from redaction.models import LienExterne
from redaction.models.lien_externe import OUBLI

PAR_FOIS = 12
"""Addresses tried at once, one after the other: two minutes at worst."""
ECHECS_MIN = 2
"""Failures in a row after which a site that does not answer is told of: one may be passing."""


@transaction.atomic
def noter(*, adresses: Iterable[str]) -> None:
    """Note the addresses that a form shows, so that they are tried, and go on being."""
    longueur = LienExterne._meta.get_field("adresse").max_length
    lignes = [LienExterne(adresse=une) for une in dict.fromkeys(adresses) if len(une.encode()) <= longueur]
    LienExterne.objects.bulk_create(lignes, ignore_conflicts=True)
    LienExterne.objects.filter(adresse__in=[ligne.adresse for ligne in lignes]).update(vu_le=timezone.now())


def essayer() -> int:
    """Try the addresses whose turn it is; return how many. None is tried where `CUF_ESSAYER_LES_LIENS` is off."""
    lignes = [*LienExterne.objects.a_essayer()[:PAR_FOIS]] if settings.CUF_ESSAYER_LES_LIENS else []
    for ligne in lignes:
        # Out of any transaction: a site that is slow to answer must hold nothing.
        verdict = essayer_une(ligne.adresse)
        echecs = 0 if verdict.bon else ligne.echecs + 1
        etat = LienExterne.Etat.BON
        if not verdict.bon:
            etat = LienExterne.Etat.MORT if verdict.sur or echecs >= ECHECS_MIN else LienExterne.Etat.DOUTEUX
        LienExterne.objects.filter(pk=ligne.pk).update(etat=etat, raison=verdict.raison, echecs=echecs, essaye_le=timezone.now())
    return len(lignes)


def oublier() -> None:
    """Forget the addresses that no form has shown for long."""
    LienExterne.objects.filter(vu_le__lt=timezone.now() - OUBLI).delete()
