from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from socle.contraintes import choix_connus


class RetoucheQuerySet(models.QuerySet):
    """New versions kept beside what is online."""

    def sur(self, contenu):
        """Keep the one of `contenu`, if there is one."""
        return self.filter(type_objet=ContentType.objects.get_for_model(contenu), id_objet=contenu.pk)

    def echues(self):
        """Keep those whose hour has come."""
        return self.filter(etat=Retouche.Etat.PROGRAMMEE, en_ligne_le__lte=timezone.now()).order_by("en_ligne_le", "pk")


class Retouche(models.Model):
    """A new version of a content, kept apart from what readers see: what its form says, never a second row (decision 033).

    `donnees` is what a browser sends with the form, its rows included. `base` is the digest of the row that it starts from,
    empty where the row had changed already. Written by `redaction.actions_retouches`.
    """

    class Etat(models.TextChoices):
        EN_CHANTIER = "en_chantier", "en chantier"
        A_RELIRE = "a_relire", "à relire"
        RENVOYEE = "renvoyee", "à reprendre"
        PROGRAMMEE = "programmee", "programmée"

    type_objet = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    id_objet = models.PositiveBigIntegerField()
    objet = GenericForeignKey("type_objet", "id_objet")
    etat = models.CharField(max_length=15, choices=Etat, default=Etat.EN_CHANTIER)
    donnees = models.JSONField()
    base = models.CharField(max_length=64, blank=True)
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cree_le = models.DateTimeField("commencée le", default=timezone.now)
    modifie_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    modifie_le = models.DateTimeField("enregistrée le", default=timezone.now)
    en_ligne_le = models.DateTimeField("mise en ligne le", null=True, blank=True)
    programmee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Why it did not go online at its hour, in words.
    echec = models.TextField("empêchement", blank=True)
    # What it shows and joins: used, as if it were online.
    images = models.ManyToManyField("mediatheque.Image", related_name="+")
    documents = models.ManyToManyField("mediatheque.Document", related_name="+")

    objects = RetoucheQuerySet.as_manager()

    @choix_connus(etat=Etat)
    class Meta:
        verbose_name = "nouvelle version en préparation"
        verbose_name_plural = "nouvelles versions en préparation"
        # Written through the form of its content, whose rights hold.
        default_permissions = ()
        ordering = ["-modifie_le", "-pk"]
        indexes = [models.Index(fields=["en_ligne_le"], condition=Q(etat="programmee"), name="redaction_retouche_heures")]
        constraints = [
            models.UniqueConstraint(fields=["type_objet", "id_objet"], name="redaction_retouche_une_par_contenu"),
            models.CheckConstraint(
                condition=Q(etat="programmee", en_ligne_le__isnull=False) | ~Q(etat="programmee") & Q(en_ligne_le=None),
                name="redaction_retouche_date",
            ),
        ]

    def __str__(self):
        return f"Nouvelle version de « {self.objet} »"

    @property
    def envoi(self):
        """What a browser sent, as a form reads it."""
        envoi = QueryDict(mutable=True)
        for nom, valeurs in self.donnees.items():
            envoi.setlist(nom, valeurs)
        return envoi

    @property
    def vue(self):
        """The mark of what is kept now: who saves says which one they saw."""
        return self.modifie_le.isoformat()

    @staticmethod
    def vues_des_lecteurs(lignes):
        """Keep none: no reader sees them."""
        return lignes.none()

    @classmethod
    def lues_maintenant(cls, lignes):
        """Keep none: what only they use is not open to readers."""
        return lignes.none()
