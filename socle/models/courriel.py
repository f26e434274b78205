from django.db import models


class CourrielQuerySet(models.QuerySet):
    def a_envoyer(self):
        """Keep the messages not yet accepted by the mail server, oldest first."""
        return self.filter(envoye_le=None).order_by("cree_le", "pk")


class Courriel(models.Model):
    """A message of the portal, written with what caused it, then handed to the mail server."""

    destinataire = models.EmailField()
    sujet = models.CharField(max_length=200)
    corps = models.TextField()
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    envoye_le = models.DateTimeField("envoyé le", null=True, blank=True)
    erreur = models.CharField("dernière erreur", max_length=250, blank=True)

    objects = CourrielQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel"
        ordering = ["-cree_le", "-pk"]

    def __str__(self):
        return f"{self.sujet} → {self.destinataire}"
