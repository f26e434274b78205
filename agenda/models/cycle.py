from django.db import models
from django.db.models import OuterRef
from django.urls import reverse

from agenda.models.evenement import Evenement
from socle.acces import VISITEUR
from socle.champs import ADRESSE_PRISE
from socle.fonctions import tri
from socle.lies import tient_une
from socle.texte_riche import ChampRiche


class CycleQuerySet(models.QuerySet):
    def annonces_pour(self, lecteur):
        """Keep the series of which a session at least is announced to `lecteur`: without one, there is nothing to read."""
        sessions = Evenement.objects.en_ligne_pour(lecteur).filter(cycle=OuterRef("pk"))
        return self.filter(tient_une(sessions))


class Cycle(models.Model):
    """A series of numbered meetings, by season or not: « Chroniques géopolitiques », saison 6, 5ᵉ session."""

    titre = models.CharField(max_length=150, unique=True)
    slug = models.SlugField(
        "adresse de la page",
        max_length=120,
        unique=True,
        error_messages=ADRESSE_PRISE,
        help_text="Fin de l’adresse de la page. Proposée d’après le titre.",
    )
    chapo = models.TextField(max_length=600, blank=True, help_text="Deux ou trois phrases : quoi, pour qui, à quel rythme.")
    presentation = ChampRiche("présentation", blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = "cycle"
        ordering = [tri("titre"), "pk"]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("agenda:cycle", kwargs={"slug": self.slug})

    @property
    def est_annonce(self):
        """Whether visitors find its page: a session at least is online."""
        return self.evenements.en_ligne_pour(VISITEUR).exists()
