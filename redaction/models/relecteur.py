from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Relecteur(models.Model):
    """Someone whom the review of a content is asked of, at its last submission; without any, of all who may publish it."""

    type_objet = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    id_objet = models.PositiveBigIntegerField()
    objet = GenericForeignKey("type_objet", "id_objet")
    utilisateur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        # Written with a step, and read with its content: nobody lists them.
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["type_objet", "id_objet", "utilisateur"], name="redaction_relecteur_unique"),
        ]

    def __str__(self):
        return str(self.utilisateur)
