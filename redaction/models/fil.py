from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Deferrable, Q

from socle.champs import DateDeModification
from socle.fonctions import tri


class Fil(models.Model):
    """The thread of a subject: contents of any kind that follow one another, announcement, postponement, report, publication."""

    titre = models.CharField(
        "sujet",
        max_length=150,
        unique=True,
        error_messages={"unique": "Un fil porte déjà ce sujet : complétez-le plutôt."},
        help_text="Ce qui relie ces contenus, en quelques mots : « Mission à Kyoto, 2026 ».",
    )
    modifie_le = DateDeModification("modifié le")

    class Meta:
        verbose_name = "fil d’un sujet"
        verbose_name_plural = "fils de sujets"
        ordering = [tri("titre"), "pk"]

    def __str__(self):
        return self.titre


class Maillon(models.Model):
    """A content in a thread, at its place. Written by `redaction.actions.composer_fil`."""

    fil = models.ForeignKey(Fil, models.CASCADE, related_name="maillons")
    rang = models.PositiveSmallIntegerField()
    type_objet = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    id_objet = models.PositiveBigIntegerField()
    objet = GenericForeignKey("type_objet", "id_objet")

    class Meta:
        verbose_name = "contenu du fil"
        verbose_name_plural = "contenus du fil"
        ordering = ["rang"]
        indexes = [models.Index(fields=["type_objet", "id_objet"], name="redaction_maillon_objet")]
        constraints = [
            models.UniqueConstraint(fields=["fil", "type_objet", "id_objet"], name="redaction_maillon_une_fois"),
            # Places are exchanged in one transaction.
            models.UniqueConstraint(fields=["fil", "rang"], name="redaction_maillon_rang", deferrable=Deferrable.DEFERRED),
            models.CheckConstraint(condition=Q(rang__gte=1), name="redaction_maillon_rang_positif"),
        ]

    def __str__(self):
        return str(self.objet)
