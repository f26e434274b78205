from django.db import models

from socle.champs import Courriel, Telephone
from socle.fonctions import tri


class Contact(models.Model):
    """A person or desk of Cités Unies France to write to, entered once and named by many contents."""

    nom = models.CharField(max_length=150)
    fonction = models.CharField(max_length=200, blank=True)
    courriel = Courriel("adresse électronique", unique=True)
    telephone = Telephone("téléphone", max_length=30, blank=True)

    class Meta:
        verbose_name = "contact"
        ordering = [tri("nom"), "pk"]

    def __str__(self):
        return f"{self.nom} ({self.fonction})" if self.fonction else self.nom
