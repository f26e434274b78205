from django.db import models
from django.urls import reverse

from redaction.models import Contenu, ContenuQuerySet
from redaction.publication import index_de_choix, index_en_ligne
from redaction.sujets import AvecSujetsQuerySet
from socle.contraintes import choix_connus


class ActualiteQuerySet(AvecSujetsQuerySet, ContenuQuerySet):
    def pour_carte(self):
        """Load what a card shows."""
        return super().pour_carte().prefetch_related("pays", "themes")


class Actualite(Contenu):
    """A piece of news."""

    class Genre(models.TextChoices):
        INFORMATION = "information", "actualité"
        COMMUNIQUE = "communique", "communiqué"
        TRIBUNE = "tribune", "tribune"
        APPEL = "appel", "appel relayé"
        HOMMAGE = "hommage", "hommage"
        DEMENTI = "dementi", "démenti"

    genre = models.CharField("type", max_length=20, choices=Genre, default=Genre.INFORMATION)
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="actualites")
    themes = models.ManyToManyField("territoires.Theme", blank=True, related_name="actualites", verbose_name="thèmes")
    groupes = models.ManyToManyField("groupes_pays.Groupe", blank=True, related_name="actualites")
    fonds = models.ManyToManyField(
        "fonds_solidarite.FondsSolidarite", blank=True, related_name="actualites", verbose_name="fonds de solidarité"
    )
    collectivites = models.ManyToManyField(
        "annuaire.Collectivite", blank=True, related_name="actualites", verbose_name="collectivités"
    )

    projets = models.ManyToManyField("annuaire.Projet", blank=True, related_name="actualites")

    objects = ActualiteQuerySet.as_manager()

    @choix_connus(genre=Genre)
    class Meta(Contenu.Meta):
        verbose_name = "actualité"
        ordering = ["-publie_le", "-pk"]
        indexes = [
            *Contenu.Meta.indexes,
            models.Index(fields=["-publie_le", "-id"], name="actualite_liste"),
            index_en_ligne("actualite", "-publie_le"),
            index_de_choix("actualite", "genre"),
        ]

    def get_absolute_url(self):
        return reverse("actualites:actualite", kwargs={"slug": self.slug})
