from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse

from annuaire.adresses import adresse_libre
from redaction.recherche import CleDuTitre
from socle.champs import ADRESSE_PRISE, AdresseWeb
from socle.fonctions import index_des_mots, tri
from territoires.lieux import ville
from territoires.models import Situe, contraintes_point


class AutoriteLocaleQuerySet(models.QuerySet):
    def publiques(self):
        """Keep those tied to at least one collectivité of the public directory: the others have no page."""
        liens = self.model.partenariats.rel.related_model.objects.publics()
        return self.filter(Exists(liens.filter(autorites=OuterRef("pk"))))

    def avec_point(self):
        """Say where each row stands (`point_latitude`, `point_longitude`): its own point, else that of its country."""
        return self.annotate(
            point_latitude=Coalesce("latitude", "pays__latitude"), point_longitude=Coalesce("longitude", "pays__longitude")
        )

    def ouvrir(self, *, nom, pays):
        """Create the authority of that name in the country `pays` (ISO code), with its address and what is known of the town."""
        connue = ville(nom, pays)
        slug = adresse_libre(self.model, f"{nom} {pays}")
        return self.create(nom=nom, pays_id=pays, slug=slug, **connue._asdict())


class AutoriteLocale(Situe):
    """A local authority abroad: a town, a province, a region."""

    nom = models.CharField(max_length=150)
    nom_anglais = models.CharField(
        "nom en anglais",
        max_length=150,
        blank=True,
        help_text="« Aleppo » pour Alep : la recherche trouve cette ville sous ses deux noms. Laissez vide si vous l’ignorez.",
    )
    slug = models.SlugField("adresse de la page", max_length=120, unique=True, error_messages=ADRESSE_PRISE)
    pays = models.ForeignKey("territoires.Pays", models.PROTECT, related_name="autorites")
    site = AdresseWeb("site internet", blank=True)

    objects = AutoriteLocaleQuerySet.as_manager()

    class Meta:
        verbose_name = "autorité locale étrangère"
        verbose_name_plural = "autorités locales étrangères"
        ordering = [tri("nom"), "pk"]
        indexes = [index_des_mots("autorite", "nom"), models.Index(CleDuTitre(tri("nom_anglais")), name="autorite_nom_anglais")]
        constraints = [
            models.UniqueConstraint(
                fields=["nom", "pays"],
                name="annuaire_autorite_unique",
                violation_error_code="nom",
                violation_error_message="Cette autorité locale existe déjà dans ce pays.",
            ),
            *contraintes_point("annuaire_autorite"),
        ]

    def __str__(self):
        return f"{self.nom} ({self.pays})"

    def get_absolute_url(self):
        return reverse("annuaire:autorite", kwargs={"slug": self.slug})
