from datetime import timedelta

from django.db import models
from django.utils import timezone

FIN_PROCHE = timedelta(days=60)
"""How long before they end the rights of a file are listed."""


class AvecDroitsQuerySet(models.QuerySet):
    """The files of the library, by the rights that we have on them."""

    def dont_les_droits_finissent(self):
        """Return those whose rights end within sixty days, or have ended."""
        return self.filter(droits_jusqu_au__lte=timezone.localdate() + FIN_PROCHE)


class AvecDroits(models.Model):
    """Abstract: a file that someone lets us show, maybe until a day."""

    titulaire = models.CharField(
        "titulaire des droits", max_length=150, blank=True, help_text="Qui en a permis la diffusion, si ce n’est pas l’auteur."
    )
    droits_jusqu_au = models.DateField(
        "droits jusqu’au", null=True, blank=True, help_text="Le dernier jour de diffusion permis. Vide : sans limite."
    )

    class Meta:
        abstract = True

    @property
    def droits_finissent(self) -> bool:
        """Whether its rights end within sixty days, or have ended."""
        return self.droits_jusqu_au is not None and self.droits_jusqu_au <= timezone.localdate() + FIN_PROCHE
