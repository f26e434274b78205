from datetime import timedelta

from django.db import models
from django.utils import timezone

from socle.contraintes import choix_connus

RYTHME, RYTHME_DU_DOUTE = timedelta(days=7), timedelta(hours=12)
"""After which an address is tried again; sooner where its answer was not sure."""
OUBLI = timedelta(days=90)
"""After which an address that no form has shown is forgotten."""


class LienExterneQuerySet(models.QuerySet):
    def morts(self):
        """Keep the addresses that lead nowhere."""
        return self.filter(etat=LienExterne.Etat.MORT)

    def a_essayer(self):
        """Keep those never tried, then those tried longest ago."""
        maintenant = timezone.now()
        due = models.Q(essaye_le=None) | models.Q(essaye_le__lt=maintenant - RYTHME)
        due |= models.Q(etat=LienExterne.Etat.DOUTEUX, essaye_le__lt=maintenant - RYTHME_DU_DOUTE)
        return self.filter(due).order_by(models.F("essaye_le").asc(nulls_first=True), "pk")


class LienExterne(models.Model):
    """An address of another site that a text leads to, and what it answered last. Written by `redaction.actions_liens`."""

    class Etat(models.TextChoices):
        INCONNU = "inconnu", "pas encore essayé"
        BON = "bon", "répond"
        MORT = "mort", "ne répond plus"
        DOUTEUX = "douteux", "réponse incertaine"

    adresse = models.CharField(max_length=2000, unique=True)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.INCONNU)
    raison = models.CharField(max_length=100, blank=True)
    echecs = models.PositiveSmallIntegerField("échecs de suite", default=0)
    essaye_le = models.DateTimeField("essayé le", null=True, blank=True, db_index=True)
    vu_le = models.DateTimeField("vu dans un texte le", default=timezone.now)

    objects = LienExterneQuerySet.as_manager()

    @choix_connus(etat=Etat)
    class Meta:
        verbose_name = "lien vers un autre site"
        verbose_name_plural = "liens vers d’autres sites"
        # Nobody reads them: the checks of a text tell what they say.
        default_permissions = ()

    def __str__(self):
        return self.adresse
