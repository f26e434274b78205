from django.db import models
from django.db.models import Q
from django.urls import reverse

from socle.models import Contenu, ContenuQuerySet
from socle.sujets import AvecSujetsQuerySet


class ActualiteQuerySet(AvecSujetsQuerySet, ContenuQuerySet):
    def pour_carte(self):
        """Load what a card shows."""
        return super().pour_carte().prefetch_related("pays", "themes")

    def voisines(self, actualite):
        """Return the news published just before and just after `actualite`, None where there is none; one query."""
        if actualite.publie_le is None:
            return None, None
        date, cle = actualite.publie_le, actualite.pk
        avant = self.filter(Q(publie_le__lt=date) | Q(publie_le=date, pk__lt=cle)).order_by("-publie_le", "-pk")[:1]
        apres = self.filter(Q(publie_le__gt=date) | Q(publie_le=date, pk__gt=cle)).order_by("publie_le", "pk")[:1]
        trouvees = {(voisine.publie_le, voisine.pk) < (date, cle): voisine for voisine in avant.union(apres)}
        return trouvees.get(True), trouvees.get(False)


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

    objects = ActualiteQuerySet.as_manager()

    class Meta(Contenu.Meta):
        verbose_name = "actualité"
        ordering = ["-publie_le", "-pk"]

    def get_absolute_url(self):
        return reverse("actualites:actualite", kwargs={"slug": self.slug})
