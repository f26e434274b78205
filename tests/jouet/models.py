from django.db import models
from django.urls import reverse

from redaction.models import Contenu
from socle.contraintes import choix_connus


class Breve(Contenu):
    """A toy kind of content."""

    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="breves")
    groupes = models.ManyToManyField("groupes_pays.Groupe", blank=True, related_name="breves")

    @choix_connus()
    class Meta(Contenu.Meta):
        verbose_name = "brève"
        ordering = ["-publie_le", "-pk"]

    def get_absolute_url(self):
        return reverse("jouet:breve", kwargs={"slug": self.slug})
