"""Writes of the back office, whatever the row."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from gestion.models import Presence
from socle.journal import journaliser


@transaction.atomic
def supprimer(*, objet: Model, par: AbstractBaseUser) -> None:
    """Delete `objet`, and with it what the database ties to it; the journal keeps its name."""
    journaliser(par=par, action="supprimer", objet=objet)
    objet.delete()


@transaction.atomic
def signaler_presence(*, type_objet: ContentType, id_objet: str, par: AbstractBaseUser) -> None:
    """Note that `par` has the form of a row open now; who said nothing for a while is forgotten."""
    maintenant = timezone.now()
    Presence.objects.filter(vue_le__lt=maintenant - Presence.SILENCE).delete()
    Presence.objects.bulk_create(
        [Presence(utilisateur=par, type_objet=type_objet, id_objet=id_objet, ouverte_le=maintenant, vue_le=maintenant)],
        update_conflicts=True,
        update_fields=["vue_le"],
        unique_fields=["type_objet", "id_objet", "utilisateur"],
    )


@transaction.atomic
def quitter(*, type_objet: ContentType, id_objet: str, par: AbstractBaseUser) -> None:
    """Note that `par` closed the form of a row."""
    Presence.objects.filter(type_objet=type_objet, id_objet=id_objet, utilisateur=par).delete()
