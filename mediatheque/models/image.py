from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.fields.files import ImageFieldFile
from django.utils import timezone

from mediatheque.images import dimensions, nom_aleatoire
from socle.dates import date_simple
from socle.fonctions import index_des_mots


class FichierImage(ImageFieldFile):
    """A picture's file: its size is in its name, and opening it to learn it would decode it apart from the others' turns."""

    def _get_image_dimensions(self):
        return dimensions(self.name) or super()._get_image_dimensions()


class ChampFichierImage(models.ImageField):
    """Django's own, for the database; only the file differs."""

    attr_class = FichierImage

    def deconstruct(self):
        """Tell migrations that it is Django's own."""
        nom, _, args, kwargs = super().deconstruct()
        return nom, "django.db.models.ImageField", args, kwargs


class Image(models.Model):
    """A picture of the media library, already cleaned and cut to its sizes when it came in."""

    fichier = ChampFichierImage(upload_to=nom_aleatoire, width_field="largeur", height_field="hauteur")
    alt = models.CharField(
        "texte de remplacement",
        max_length=250,
        blank=True,
        help_text="Ce que l’image montre, pour qui ne la voit pas. Laissez vide si elle est seulement décorative.",
    )
    credit = models.CharField("crédit", max_length=150, blank=True, help_text="Auteur ou source, sans « © ».")
    legende = models.CharField("légende", max_length=250, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        "point focal, horizontal",
        default=50,
        validators=[MaxValueValidator(100)],
        help_text="En pourcentage depuis la gauche : ce point reste visible quand l’image est recadrée.",
    )
    focal_y = models.PositiveSmallIntegerField(
        "point focal, vertical", default=50, validators=[MaxValueValidator(100)], help_text="En pourcentage depuis le haut."
    )
    largeur = models.PositiveIntegerField(default=0, editable=False)
    hauteur = models.PositiveIntegerField(default=0, editable=False)
    envoyee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    envoyee_le = models.DateTimeField("envoyée le", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "image"
        ordering = ["-envoyee_le", "-pk"]
        indexes = [
            models.Index(fields=["-envoyee_le", "-id"], name="image_liste"),
            *(index_des_mots("image", champ) for champ in ("alt", "legende", "credit")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="mediatheque_image_focal_pourcent",
                violation_error_message="Le point focal se donne en pourcentage, de 0 à 100.",
            )
        ]

    def __str__(self):
        return self.alt or self.legende or f"Image du {date_simple(self.envoyee_le)}, {self.largeur}\u00a0×\u00a0{self.hauteur}"
