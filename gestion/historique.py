"""What happened to a row: the steps kept by the journal, and the changes that the forms of the back office noted."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from socle.models import Journal

DERNIERS = 100


@dataclass(frozen=True)
class Fait:
    """Something done: when, by whom (None for a command), what, and the word left with it."""

    le: datetime
    par: object
    texte: str
    mot: str = ""


def historique(objet):
    """Return what happened to `objet`, newest first."""
    cles = {"object_id": str(objet.pk), "content_type": ContentType.objects.get_for_model(objet)}
    # « Rien n’a changé » is written at each step of the workflow, which the journal tells better.
    formulaires = LogEntry.objects.filter(**cles).exclude(change_message__in=["", "[]"]).select_related("user")
    etapes = Journal.objects.filter(type_objet=cles["content_type"], id_objet=cles["object_id"]).select_related("par")
    faits = [
        *(Fait(un.action_time, un.user, un.get_change_message()) for un in formulaires.order_by("-action_time")[:DERNIERS]),
        *(Fait(une.le, une.par, une.libelle, une.detail.get("commentaire", "")) for une in etapes[:DERNIERS]),
    ]
    return sorted(faits, key=lambda fait: fait.le, reverse=True)
