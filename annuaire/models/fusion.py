from django.conf import settings
from django.db import models

from annuaire.models.personne import Personne


class FusionDePersonnes(models.Model):
    """Two rows that were one person, made one; `detail` holds all that undoes it (`annuaire.fusions`)."""

    gardee = models.ForeignKey(Personne, models.CASCADE, related_name="fusions", verbose_name="personne gardée")
    absorbee_cle = models.PositiveBigIntegerField("identifiant d’avant")
    absorbee_nom = models.CharField("personne absorbée", max_length=201)
    detail = models.JSONField("détail")
    faite_le = models.DateTimeField("faite le", auto_now_add=True)
    faite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="faite par"
    )
    defaite_le = models.DateTimeField("défaite le", null=True)
    defaite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="défaite par"
    )

    class Meta:
        verbose_name = "fusion de personnes"
        verbose_name_plural = "fusions de personnes"
        ordering = ["-faite_le", "-pk"]
        constraints = [
            # A row is absorbed once; undone, it may be again.
            models.UniqueConstraint(fields=["absorbee_cle"], condition=models.Q(defaite_le=None), name="annuaire_fusion_une_fois")
        ]

    def __str__(self):
        return f"{self.absorbee_nom} dans {self.gardee}"
