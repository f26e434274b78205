"""Who else has the form of a row open, and who saved it since (decision 031)."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from gestion.models import Presence

SEL = "gestion.presences"


def signer_objet(objet: Model) -> str:
    """Return what names a row to the page that shows it, and to no other: nobody asks who reads what they may not open."""
    genre = ContentType.objects.get_for_model(objet)
    return signing.Signer(salt=SEL).sign_object([genre.pk, str(objet.pk)])


def lire_objet(signe: str) -> tuple[ContentType, str]:
    """Return the kind and the key of a row. Raises BadSignature for what no page signed."""
    genre, cle = signing.Signer(salt=SEL).unsign_object(signe)
    return ContentType.objects.get_for_id(genre), cle


def autres(*, type_objet: ContentType, id_objet: str, par: AbstractBaseUser) -> list[dict[str, str]]:
    """Return who else has the row open, by the order they came: {"nom", "depuis"}."""
    presents = Presence.objects.filter(
        type_objet=type_objet, id_objet=id_objet, vue_le__gte=timezone.now() - Presence.SILENCE
    ).exclude(utilisateur=par)
    return [
        {"nom": _nom(un.utilisateur), "depuis": _heure(un.ouverte_le)}
        for un in presents.select_related("utilisateur").order_by("ouverte_le")
    ]


def enregistree(*, type_objet: ContentType, id_objet: str, par: AbstractBaseUser, depuis: str) -> dict[str, str] | None:
    """Return who else saved the row last since `depuis` (ISO), and when; None where nobody did."""
    try:
        moment = parse_datetime(depuis)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        return None
    traces = LogEntry.objects.filter(content_type=type_objet, object_id=id_objet, action_time__gt=moment).exclude(user=par)
    trace = traces.select_related("user").order_by("-action_time").first()
    return {"nom": _nom(trace.user), "le": _heure(trace.action_time)} if trace else None


def _nom(utilisateur):
    return utilisateur.get_full_name() or str(utilisateur)


def _heure(moment):
    return date_format(timezone.localtime(moment), "TIME_FORMAT")
