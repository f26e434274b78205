from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from socle.contraintes import choix_connus


class TacheQuerySet(models.QuerySet):
    def a_faire(self):
        """Keep what is not done yet, the soonest due first."""
        return self.filter(faite_le=None).order_by("echeance", "pk")

    def en_retard(self):
        """Keep what should have been done before today in Paris."""
        return self.a_faire().filter(echeance__lt=timezone.localdate())

    def de(self, utilisateur):
        """Keep what is asked of `utilisateur`."""
        return self.filter(pour=utilisateur)

    def de_ses_groupes(self, utilisateur):
        """Keep what is asked of someone else about the groups whose referent `utilisateur` is: the same address says so."""
        siennes = self.model.referents.through.objects.filter(contact__courriel__iexact=utilisateur.courriel)
        return self.filter(pk__in=siennes.values("tache")).exclude(pour=utilisateur)


class Tache(models.Model):
    """Something to do about a content, before a day. Written by `redaction.actions`."""

    class Nature(models.TextChoices):
        COMPTE_RENDU = "compte_rendu", "compte rendu à joindre"
        BIENTOT = "bientot", "document annoncé « bientôt disponible »"
        AUTRE = "autre", "autre tâche"

    nature = models.CharField(max_length=15, choices=Nature, default=Nature.AUTRE)
    titre = models.CharField("à faire", max_length=200)
    type_objet = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    id_objet = models.PositiveBigIntegerField()
    objet = GenericForeignKey("type_objet", "id_objet")
    pour = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="taches",
        limit_choices_to={"is_staff": True, "is_active": True},
        help_text="Sans personne, la tâche est à toute l’équipe.",
    )
    referents = models.ManyToManyField("redaction.Contact", blank=True, related_name="+", editable=False)
    echeance = models.DateField("pour le")
    relancee_le = models.DateField("rappelée le", null=True, editable=False)
    creee_le = models.DateTimeField("créée le", auto_now_add=True)
    faite_le = models.DateTimeField("faite le", null=True, editable=False)
    faite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="faite par", editable=False
    )

    objects = TacheQuerySet.as_manager()

    @choix_connus(nature=Nature)
    class Meta:
        verbose_name = "tâche"
        ordering = ["echeance", "pk"]
        indexes = [
            models.Index(fields=["type_objet", "id_objet"], name="redaction_tache_objet"),
            models.Index(fields=["echeance", "id"], condition=Q(faite_le=None), name="redaction_tache_a_faire"),
        ]
        constraints = [
            # Asked once for each meeting, whatever the queue does.
            models.UniqueConstraint(
                fields=["type_objet", "id_objet"], condition=Q(nature="compte_rendu"), name="redaction_tache_un_compte_rendu"
            )
        ]

    def __str__(self):
        return self.titre

    @property
    def est_en_retard(self):
        """Whether it should have been done before today in Paris."""
        return self.faite_le is None and self.echeance < timezone.localdate()
