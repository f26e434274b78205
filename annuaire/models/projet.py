from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse

from annuaire.models.collectivite import Collectivite
from annuaire.models.partenariat import Partenariat
from socle.champs import ADRESSE_PRISE
from socle.contraintes import choix_connus
from socle.fonctions import tri


class ProjetQuerySet(models.QuerySet):
    def publics(self):
        """Keep the projects of at least one collectivité of the public directory."""
        return self.filter(Exists(Collectivite.objects.visibles().filter(projets=OuterRef("pk"))))

    def pour_liste(self):
        """Load what a list shows; a collectivité hidden from the directory is not named."""
        visibles = Prefetch("collectivites", Collectivite.objects.visibles())
        return self.prefetch_related(visibles, "pays", "secteurs", "odds")

    def recents_d_abord(self):
        """Sort by first year, latest first; an unknown year comes last."""
        return self.order_by(F("annee_debut").desc(nulls_last=True), tri("titre"), "pk")


class Projet(models.Model):
    """A project led by collectivités abroad, inside a partnership or not."""

    class Etat(models.TextChoices):
        PREPARATION = "preparation", "en préparation"
        EN_COURS = "en_cours", "en cours"
        SUSPENDU = "suspendu", "suspendu"
        ACHEVE = "acheve", "achevé"

    titre = models.CharField(max_length=200)
    slug = models.SlugField("adresse de la page", max_length=120, unique=True, error_messages=ADRESSE_PRISE)
    collectivites = models.ManyToManyField(Collectivite, related_name="projets", verbose_name="collectivités")
    partenariat = models.ForeignKey(Partenariat, models.SET_NULL, null=True, blank=True, related_name="projets")
    pays = models.ManyToManyField("territoires.Pays", related_name="projets")
    secteurs = models.ManyToManyField("territoires.Secteur", blank=True, related_name="projets")
    odds = models.ManyToManyField(
        "territoires.Odd", blank=True, related_name="projets", verbose_name="objectifs de développement durable"
    )
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.EN_COURS)
    annee_debut = models.PositiveSmallIntegerField("première année", null=True, blank=True)
    annee_fin = models.PositiveSmallIntegerField("dernière année", null=True, blank=True)
    budget = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Montant total en euros, toutes sources réunies."
    )
    description = models.TextField(max_length=2000, blank=True)
    documents = models.ManyToManyField("mediatheque.Document", blank=True, related_name="projets")

    objects = ProjetQuerySet.as_manager()

    @choix_connus(etat=Etat)
    class Meta:
        verbose_name = "projet"
        ordering = [tri("titre"), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(annee_debut=None) | Q(annee_fin=None) | Q(annee_fin__gte=F("annee_debut")),
                name="annuaire_projet_annees_ordonnees",
                violation_error_code="annee_fin",
                violation_error_message="La dernière année ne peut pas précéder la première.",
            ),
            models.CheckConstraint(
                condition=Q(budget=None) | Q(budget__gte=0),
                name="annuaire_projet_budget",
                violation_error_code="budget",
                violation_error_message="Un budget n’est pas négatif.",
            ),
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("annuaire:projet", kwargs={"slug": self.slug})

    @property
    def annees(self):
        """Its years, in words: « 2024 », « 2024 – 2026 »; empty when the first is not known."""
        debut, fin = self.annee_debut, self.annee_fin
        if debut is None:
            return ""
        return f"{debut}\u00a0– {fin}" if fin and fin != debut else str(debut)
