from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class LigneJetee(models.Model):
    """A row that is no content, deleted in the back office: what it was and what went with it, until the bin is emptied of it.

    It is in its table no more, so that nothing has to leave it out. Written by `redaction.actions_corbeille`.
    """

    type_objet = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    id_objet = models.PositiveBigIntegerField()
    nom = models.CharField(max_length=250)
    # The rows as Django's serializer writes them, the one deleted first, and the links that others had to it:
    # {"lignes": [row], "liens": [[label of the model, name of the field, [keys]]]}.
    detail = models.JSONField()
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    le = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "ligne à la corbeille"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["type_objet", "id_objet"], name="redaction_lignejetee_unique")]

    def __str__(self):
        return self.nom
