from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from socle.contraintes import choix_connus

# How long what was published is news to its author.
RECENT = timedelta(days=7)
MOT_MAX = 1000  # characters of a comment, or of an answer


class RelectureQuerySet(models.QuerySet):
    """What was said of texts in review."""

    def en_attente(self):
        """Keep the returns that their author did not answer yet: their text is to be taken up again."""
        return self.filter(nature=Relecture.Nature.RENVOI, repondu_le=None)

    def repondre(self, *, par, reponse=""):
        """Answer the return that waits, with or without words; return whether one waited."""
        return self.en_attente().update(reponse=reponse, repondu_par=par, repondu_le=timezone.now()) > 0

    def publications_recentes(self):
        """Keep the publications decided by someone else than the author in the last seven days."""
        return self.filter(nature=Relecture.Nature.PUBLICATION, le__gte=timezone.now() - RECENT)

    def dernieres(self, contenus):
        """Return `{content: its latest row}` of those of `contenus`, of any model, that have one; one query."""
        par_cle = {(ContentType.objects.get_for_model(un).pk, un.pk): un for un in contenus}
        par_type = {}
        for genre, cle in par_cle:
            par_type.setdefault(genre, []).append(cle)
        voulues = Q(pk__in=[])
        for genre, cles in par_type.items():
            voulues |= Q(type_objet=genre, id_objet__in=cles)
        lignes = self.filter(voulues).select_related("par")
        lignes = lignes.order_by("type_objet", "id_objet", Coalesce("repondu_le", "le").desc(), "-pk")
        return {par_cle[une.type_objet_id, une.id_objet]: une for une in lignes.distinct("type_objet", "id_objet")}


class Relecture(models.Model):
    """A turn of the review of a content: submitted with a word, given back with a comment, or published, and the answer to it."""

    class Nature(models.TextChoices):
        SOUMISSION = "soumission"
        RENVOI = "renvoi"
        PUBLICATION = "publication"

    type_objet = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    id_objet = models.PositiveBigIntegerField()
    objet = GenericForeignKey("type_objet", "id_objet")
    nature = models.CharField(max_length=20, choices=Nature)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    le = models.DateTimeField(default=timezone.now)
    commentaire = models.TextField(max_length=MOT_MAX, blank=True)
    reponse = models.TextField("réponse", max_length=MOT_MAX, blank=True)
    repondu_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    repondu_le = models.DateTimeField("répondu le", null=True, blank=True)

    objects = RelectureQuerySet.as_manager()

    @choix_connus(nature=Nature)
    class Meta:
        verbose_name = "échange de relecture"
        verbose_name_plural = "échanges de relecture"
        ordering = ["-le", "-pk"]
        indexes = [
            models.Index(fields=["type_objet", "id_objet"], name="redaction_relecture_objet"),
            models.Index(fields=["le"], condition=Q(nature="publication"), name="redaction_relecture_publies"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["type_objet", "id_objet"],
                condition=Q(nature="renvoi", repondu_le=None),
                name="redaction_relecture_un_renvoi",
            ),
            models.CheckConstraint(
                condition=Q(nature="renvoi") | Q(repondu_le=None), name="redaction_relecture_reponse_a_un_renvoi"
            ),
            models.CheckConstraint(
                condition=Q(repondu_le__isnull=False) | Q(reponse="", repondu_par=None), name="redaction_relecture_reponse_datee"
            ),
            models.CheckConstraint(
                condition=Q(repondu_le=None) | Q(repondu_le__gte=F("le")), name="redaction_relecture_reponse_apres"
            ),
        ]

    def __str__(self):
        return f"{self.get_nature_display()} du {timezone.localtime(self.le):%d/%m/%Y}"

    @property
    def moment(self):
        """When this turn last moved: answered, or else said."""
        return self.repondu_le or self.le

    @property
    def est_en_attente(self):
        """Whether it is a return that waits for its author; the same rule as `en_attente()`."""
        return self.nature == self.Nature.RENVOI and self.repondu_le is None
