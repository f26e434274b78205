from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class Presence(models.Model):
    """Who has the form of what open now: written while it is, and forgotten once it says no more."""

    SILENCE = timedelta(seconds=60)
    """Without a word of its page, which speaks every 15 seconds, someone has left."""

    utilisateur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    type_objet = models.ForeignKey(ContentType, models.CASCADE)
    id_objet = models.CharField(max_length=40)
    ouverte_le = models.DateTimeField(default=timezone.now)
    vue_le = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "présence"
        # Nobody reads them in a list: no right is given on them.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["type_objet", "id_objet", "utilisateur"], name="gestion_presence_unique"),
        ]

    def __str__(self):
        return f"{self.type_objet_id}/{self.id_objet} : {self.utilisateur_id}"
