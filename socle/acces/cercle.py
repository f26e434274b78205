from django.db import models

from socle.fonctions import tri


class Cercle(models.Model):
    """A set of readers: a country group, a dynamique or a donors' committee (each is a `groupes_pays.Groupe`).

    It stands in the ground so that any content or document can be kept for its members.
    """

    nom = models.CharField(max_length=150, unique=True)

    class Meta:
        verbose_name = "groupe ou comité"
        verbose_name_plural = "groupes et comités"
        ordering = [tri("nom")]

    def __str__(self):
        return self.nom
