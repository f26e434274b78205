"""Elections: after them the people of the directory are no longer sure, and before them words are weighed."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from annuaire.models.collectivite import Collectivite
from socle.contraintes import choix_connus
from socle.dates import mois_et_annee


class ElectionQuerySet(models.QuerySet):
    def passees(self):
        """Keep the elections whose last round is over: before today in Paris."""
        return self.filter(dernier_tour__lt=timezone.localdate())

    def en_periode(self, jour):
        """Keep the elections whose electoral period, when one is given, holds `jour`, a date."""
        return self.filter(periode_du__lte=jour, periode_au__gte=jour)


class Election(models.Model):
    """A vote by which the officials of some collectivités change, all those of some types or a few that are named."""

    class Genre(models.TextChoices):
        MUNICIPALES = "municipales", "municipales et communautaires"
        DEPARTEMENTALES = "departementales", "départementales"
        REGIONALES = "regionales", "régionales"
        METROPOLITAINES = "metropolitaines", "métropolitaines"
        TERRITORIALES = "territoriales", "territoriales"
        PARTIELLES = "partielles", "partielles"

    genre = models.CharField(max_length=20, choices=Genre)
    premier_tour = models.DateField("premier tour")
    dernier_tour = models.DateField(
        "dernier tour", help_text="Le même jour s’il n’y en a qu’un. Dès le lendemain, les mandats concernés sont à confirmer."
    )
    types = ArrayField(
        models.CharField(max_length=20, choices=Collectivite.Type),
        default=list,
        blank=True,
        verbose_name="types de collectivités",
        help_text="Toutes celles de ces types sont concernées.",
    )
    collectivites = models.ManyToManyField(
        Collectivite,
        blank=True,
        related_name="elections",
        verbose_name="ou ces collectivités",
        help_text="Pour une élection partielle, ou d’une seule métropole.",
    )
    periode_du = models.DateField(
        "période électorale, du",
        null=True,
        blank=True,
        help_text="Pendant cette période, l’éditeur signale les formules qui mettent en avant une collectivité candidate.",
    )
    periode_au = models.DateField("période électorale, au", null=True, blank=True)

    objects = ElectionQuerySet.as_manager()

    @choix_connus(genre=Genre)
    class Meta:
        verbose_name = "élection"
        ordering = ["-dernier_tour", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dernier_tour__gte=F("premier_tour")),
                name="annuaire_election_tours_ordonnes",
                violation_error_code="dernier_tour",
                violation_error_message="Le dernier tour ne peut pas précéder le premier.",
            ),
            models.CheckConstraint(
                condition=Q(periode_du=None, periode_au=None)
                | Q(periode_du__isnull=False, periode_au__isnull=False, periode_au__gte=F("periode_du")),
                name="annuaire_election_periode",
                violation_error_code="periode_au",
                violation_error_message="Donnez les deux bornes de la période électorale, la fin après le début.",
            ),
            models.CheckConstraint(
                condition=Q(types__contained_by=Collectivite.Type.values),
                name="annuaire_election_types",
                violation_error_code="types",
                violation_error_message="Choisissez des types de collectivités connus.",
            ),
        ]

    def __str__(self):
        return f"élections {self.get_genre_display()} de {mois_et_annee(self.dernier_tour)}"

    @property
    def lendemain(self):
        """The day from which the mandates are to be confirmed."""
        return self.dernier_tour + timedelta(days=1)

    @property
    def est_passee(self):
        """Whether the last round is over, in Paris; the same rule as `passees()`."""
        return self.dernier_tour < timezone.localdate()
