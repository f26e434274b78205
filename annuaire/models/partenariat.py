from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, FilteredRelation, Func, Min, OuterRef, Prefetch, Q, Subquery, TextField
from django.db.models.functions import Lower
from django.utils import timezone

from annuaire.models.autorite import AutoriteLocale
from annuaire.models.collectivite import Collectivite
from socle.contraintes import choix_connus
from socle.fonctions import SansAccent

VALIDITE_CONFIRMATION = 730
"""Days after which a confirmation is too old for a tie to be called active (24 months)."""


class Suite(Func):
    """Several texts, sorted by the first, then by the second."""

    template, output_field = "ARRAY[%(expressions)s]::text[]", ArrayField(TextField())


class PartenariatQuerySet(models.QuerySet):
    def pour_liste(self):
        """Load what a list shows; a collectivité hidden from the directory is not named."""
        visibles = Prefetch("collectivites", Collectivite.objects.visibles())
        return self.prefetch_related(visibles, Prefetch("autorites", AutoriteLocale.objects.select_related("pays")))

    def avec_points(self):
        """Load what a map draws: the same as `pour_liste`, each place with its point."""
        return self.prefetch_related(
            Prefetch("collectivites", Collectivite.objects.visibles().avec_point()),
            Prefetch("autorites", AutoriteLocale.objects.select_related("pays").avec_point()),
        )

    def publics(self):
        """Keep the ties of at least one collectivité of the public directory."""
        return self.filter(Exists(Collectivite.objects.visibles().filter(partenariats=OuterRef("pk"))))

    def avec_visibles(self):
        """Bring the relation `visibles`: the collectivités of the public directory, by which readers filter."""
        return self.alias(visibles=FilteredRelation("collectivites", condition=Q(collectivites__visible=True)))

    def en_situation(self, situation):
        """Keep the ties in a `Partenariat.Situation` today; the same rule as `Partenariat.situation`."""
        if situation == Partenariat.Situation.EN_SOMMEIL:
            return self.filter(etat=Partenariat.Etat.EN_SOMMEIL)
        recents = Q(confirme_le__gt=_limite_de_confirmation())
        eveilles = self.filter(etat=Partenariat.Etat.ACTIF)
        return eveilles.filter(recents) if situation == Partenariat.Situation.ACTIF else eveilles.exclude(recents)

    def par_pays(self):
        """Sort by the name of the (first) country, then of the first authority abroad that it has."""
        # Both at once: asked one by one, of five thousand ties, they are half of the time of a page.
        pays_puis_nom = Suite(F("pays__nom_tri"), SansAccent(Lower("nom")))
        return self.annotate(autorite_tri=_premier(AutoriteLocale.objects, pays_puis_nom)).order_by("autorite_tri", "pk")

    def par_ville(self):
        """Sort by the name of the (first) authority abroad."""
        return self.annotate(autorite_tri=_premier(AutoriteLocale.objects, SansAccent(Lower("nom")))).order_by(
            "autorite_tri", "pk"
        )

    def par_collectivite(self):
        """Sort by the name of the (first) French collectivité of the public directory."""
        return self.annotate(
            collectivite_tri=_premier(Collectivite.objects.visibles(), SansAccent(Lower("nom"))),
        ).order_by("collectivite_tri", "pk")

    def recents_d_abord(self):
        """Sort by year, latest first; an unknown year comes last."""
        return self.order_by(F("annee").desc(nulls_last=True), "pk")


def _limite_de_confirmation():
    return timezone.localdate() - timedelta(days=VALIDITE_CONFIRMATION)


def _premier(lignes, cle):
    """Return the subquery of the smallest `cle` among those of `lignes` tied to a partnership."""
    lignes = lignes.order_by().filter(partenariats=OuterRef("pk")).values("partenariats")
    return Subquery(lignes.annotate(premier=Min(cle)).values("premier"))


class Partenariat(models.Model):
    """A tie between one or more French collectivités and one or more authorities abroad."""

    class Nature(models.TextChoices):
        JUMELAGE = "jumelage", "jumelage"
        COOPERATION = "cooperation", "coopération décentralisée"
        PACTE = "pacte", "pacte d’amitié"
        AUTRE = "autre", "autre partenariat"

    class Etat(models.TextChoices):
        ACTIF = "actif", "actif"
        EN_SOMMEIL = "en_sommeil", "en sommeil"

    class Situation(models.TextChoices):
        """What readers are told, computed from the state and from the age of the last confirmation."""

        ACTIF = "actif", "actif"
        A_CONFIRMER = "a_confirmer", "à confirmer"
        EN_SOMMEIL = "en_sommeil", "en sommeil"

    collectivites = models.ManyToManyField(Collectivite, related_name="partenariats", verbose_name="collectivités")
    autorites = models.ManyToManyField(AutoriteLocale, related_name="partenariats", verbose_name="autorités locales étrangères")
    nature = models.CharField(max_length=20, choices=Nature, default=Nature.COOPERATION)
    annee = models.PositiveSmallIntegerField(
        "année de signature", null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.ACTIF)
    confirme_le = models.DateField(
        "confirmé le", null=True, blank=True, help_text="Dernière fois que l’une des collectivités l’a confirmé."
    )
    secteurs = models.ManyToManyField("territoires.Secteur", blank=True, related_name="partenariats")
    description = models.TextField(max_length=1000, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="D’où vient l’information.")

    objects = PartenariatQuerySet.as_manager()

    @choix_connus(nature=Nature, etat=Etat)
    class Meta:
        verbose_name = "partenariat"
        ordering = [F("annee").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(annee=None) | Q(annee__range=(1900, 2100)),
                name="annuaire_partenariat_annee",
                violation_error_code="annee",
                violation_error_message="L’année se situe entre 1900 et 2100.",
            )
        ]

    def __str__(self):
        francaises = ", ".join(str(collectivite) for collectivite in self.collectivites.all())
        etrangeres = ", ".join(autorite.nom for autorite in self.autorites.all())
        return f"{francaises} – {etrangeres}"

    @property
    def situation(self):
        """Dormant when said so; active when confirmed less than 24 months ago; else to be confirmed."""
        if self.etat == self.Etat.EN_SOMMEIL:
            return self.Situation.EN_SOMMEIL
        recent = self.confirme_le is not None and self.confirme_le > _limite_de_confirmation()
        return self.Situation.ACTIF if recent else self.Situation.A_CONFIRMER

    @property
    def pays_principal(self):
        """The country under which a list shows the tie: the first by name; None without authority."""
        return min((autorite.pays for autorite in self.autorites.all()), key=lambda pays: pays.nom_tri, default=None)
