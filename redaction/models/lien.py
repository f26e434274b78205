import hashlib

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class LienDeRelectureQuerySet(models.QuerySet):
    """Links by which people from outside read what is not online."""

    def de(self, jeton):
        """Keep the one that `jeton` opens, whether it is still open or not."""
        return self.filter(condense=hashlib.sha256(jeton.encode()).hexdigest())

    def sur(self, contenu):
        """Keep those of `contenu`."""
        return self.filter(type_objet=ContentType.objects.get_for_model(contenu), id_objet=contenu.pk)


class LienDeRelecture(models.Model):
    """An address that lets someone without an account read a text before it is online, until a day; only its digest is kept."""

    type_objet = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    id_objet = models.PositiveBigIntegerField()
    objet = GenericForeignKey("type_objet", "id_objet")
    condense = models.CharField(max_length=64, unique=True, editable=False)
    pour = models.CharField("pour qui", max_length=100)
    cree_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cree_le = models.DateTimeField("ouvert le", default=timezone.now)
    expire_le = models.DateTimeField("jusqu’au")
    revoque_le = models.DateTimeField("fermé le", null=True)

    objects = LienDeRelectureQuerySet.as_manager()

    class Meta:
        verbose_name = "lien de relecture"
        verbose_name_plural = "liens de relecture"
        default_permissions = ()
        ordering = ["-cree_le", "-pk"]
        indexes = [models.Index(fields=["type_objet", "id_objet"], name="redaction_lien_objet")]
        constraints = [models.CheckConstraint(condition=Q(expire_le__gt=F("cree_le")), name="redaction_lien_duree")]

    def __str__(self):
        return f"Lien de relecture pour {self.pour}"

    @property
    def est_ouvert(self):
        """Whether it still opens something."""
        return self.revoque_le is None and self.expire_le > timezone.now()
