"""The access levels."""

from django.db import models


class Acces(models.TextChoices):
    """Access level of a content or a document, from the widest to the narrowest."""

    PUBLIC = "public", "tout public"
    COLLECTIVITES = "collectivites", "collectivités territoriales"
    ADHERENTS = "adherents", "adhérents de Cités Unies France"
    GROUPE = "groupe", "membres de groupes ou comités"
    EQUIPE = "equipe", "équipe de Cités Unies France"
