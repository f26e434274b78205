"""Who may read what: the access levels, the reader, and the one filter that applies them.

The reader is a small value, not a user: pages, lists, feeds and files ask the same question in the same words.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from socle.contraintes import choix_connus


class Acces(models.TextChoices):
    """Access level of a content or a document, from the widest to the narrowest."""

    PUBLIC = "public", "tout public"
    COLLECTIVITES = "collectivites", "collectivités territoriales"
    ADHERENTS = "adherents", "adhérents de Cités Unies France"
    GROUPE = "groupe", "membres de groupes ou comités"
    EQUIPE = "equipe", "équipe de Cités Unies France"


@dataclass(frozen=True)
class Lecteur:
    """A reader: the access levels open to them, their collectivités and circles (ids), and whether they are staff."""

    niveaux: frozenset[str] = frozenset({Acces.PUBLIC.value})
    collectivites: frozenset[int] = frozenset()
    cercles: frozenset[int] = frozenset()
    equipe: bool = False

    @property
    def adherent(self):
        """Whether one of the reader's collectivités is a member of Cités Unies France today."""
        return Acces.ADHERENTS in self.niveaux

    def peut_lire(self, objet):
        """Say whether this reader may read `objet`, a content or a document, in full.

        Costs no query for an object that came through `annonces_pour`, at most one otherwise.
        """
        if self.equipe or objet.acces in self.niveaux:
            return True
        if objet.acces != Acces.GROUPE or not self.cercles:
            return False
        if hasattr(objet, "ids_cercles"):
            return not self.cercles.isdisjoint(objet.ids_cercles)
        return objet.cercles.filter(pk__in=self.cercles).exists()


VISITEUR = Lecteur()
EQUIPE = Lecteur(niveaux=frozenset(Acces.values), equipe=True)


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
