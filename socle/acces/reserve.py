"""Rows with an access level, and the one filter that applies it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from socle.acces.niveaux import Acces
from socle.contraintes import choix_connus


class ReserveQuerySet(models.QuerySet):
    """Rows with an access level: the rule of reading, written once."""

    def _lisible(self, lecteur):
        if lecteur.equipe:
            return Q(pk__isnull=False)
        lisible = Q(acces__in=lecteur.niveaux)
        if lecteur.cercles:
            liens = self.model.cercles.through.objects.filter(
                **{self.model._meta.model_name: OuterRef("pk"), "cercle__in": lecteur.cercles}
            )
            lisible |= Q(acces=Acces.GROUPE) & Exists(liens)
        return lisible

    def visibles_par(self, lecteur):
        """Keep the rows that `lecteur` may read in full."""
        return self.filter(self._lisible(lecteur))

    def fermes_a(self, lecteur):
        """Keep the rows of which `lecteur` reads no more than the title and the chapo."""
        return self.none() if lecteur.equipe else self.exclude(acces=Acces.EQUIPE).exclude(self._lisible(lecteur))

    def annonces_pour(self, lecteur):
        """Keep the rows whose title and chapo `lecteur` may see: all but the team's own notes."""
        if lecteur.equipe:
            return self
        annonces = self.exclude(acces=Acces.EQUIPE)
        return annonces.avec_cercles() if lecteur.cercles else annonces

    def avec_cercles(self):
        """Bring with each row the circles it is kept for (`ids_cercles`): `peut_lire` then costs no query."""
        liens = self.model.cercles.through.objects.filter(**{self.model._meta.model_name: OuterRef("pk")})
        return self.annotate(ids_cercles=ArraySubquery(liens.values_list("cercle")))


class Reserve(models.Model):
    """Abstract: something read by a level of readers, or by the members of named circles."""

    acces = models.CharField(
        "accès",
        max_length=20,
        choices=Acces,
        default=Acces.PUBLIC,
        help_text="Qui lit le contenu entier. Le titre et le chapo restent visibles de tous, sauf au niveau « équipe ».",
    )
    cercles = models.ManyToManyField(
        "socle.Cercle",
        blank=True,
        related_name="+",
        verbose_name="réservé aux membres de",
        help_text="Utile seulement pour l’accès « membres de groupes ou comités ».",
    )

    @choix_connus(acces=Acces)
    class Meta:
        abstract = True
