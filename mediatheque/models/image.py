from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.fields.files import ImageFieldFile
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from mediatheque.images import dimensions, nom_aleatoire
from mediatheque.models.droits import AvecDroits, AvecDroitsQuerySet
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


class ImageQuerySet(AvecDroitsQuerySet):
    """The pictures of the library that ask for someone's care."""

    def a_decrire(self):
        """Return those of which nobody has said what they show, nor that they are decorative."""
        return self.filter(alt="", decorative=False)

    def a_faire_en_avif(self):
        """Return those that the queue has not seen with the file and the focal point of today (`Image.coupe`)."""
        x, y = (Cast(champ, models.CharField()) for champ in ("focal_x", "focal_y"))
        coupe = Concat("fichier", Value(" "), x, Value("-"), y, output_field=models.CharField())
        return self.exclude(avif_vu=coupe)


class Image(AvecDroits):
    """A picture of the media library, already cleaned and cut to its sizes when it came in."""

    fichier = ChampFichierImage(upload_to=nom_aleatoire, width_field="largeur", height_field="hauteur")
    titre = models.CharField(max_length=150, blank=True, help_text="Pour la retrouver ici ; les lecteurs ne le voient pas.")
    alt = models.CharField(
        "texte de remplacement",
        max_length=250,
        blank=True,
        help_text="Ce que l’image montre, pour qui ne la voit pas.",
    )
    decorative = models.BooleanField(
        "décorative", default=False, help_text="Elle n’apprend rien à qui ne la voit pas : elle n’a pas de texte de remplacement."
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

    # SHA-256 of the file kept, in hexadecimal: the same picture sent again gives the same file.
    somme = models.CharField(max_length=64, blank=True, editable=False)

    # What the queue saw of it last (`coupe`), and whether it made AVIF files of that (`mediatheque.avif`).
    avif_vu = models.CharField(max_length=120, blank=True, editable=False)
    avif = models.BooleanField(default=False, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = "image"
        ordering = ["-envoyee_le", "-pk"]
        indexes = [
            models.Index(fields=["-envoyee_le", "-id"], name="image_liste"),
            models.Index(fields=["-envoyee_le", "-id"], name="image_a_decrire", condition=Q(alt="", decorative=False)),
            models.Index(fields=["fichier"], name="image_fichier"),
            models.Index(fields=["somme"], name="image_somme"),
            models.Index(fields=["droits_jusqu_au"], name="image_droits"),
            *(index_des_mots("image", champ) for champ in ("alt", "legende", "credit", "titre", "titulaire")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="mediatheque_image_focal_pourcent",
                violation_error_message="Le point focal se donne en pourcentage, de 0 à 100.",
            ),
            # What has neither words nor this mark is « à décrire »: no row can be in two of the three states, or in none.
            models.CheckConstraint(
                condition=Q(decorative=False) | Q(alt=""),
                name="mediatheque_image_decorative_sans_alt",
                violation_error_message=(
                    "Une image décorative n’a pas de texte de remplacement : videz-le, ou décochez « décorative »."
                ),
            ),
        ]

    def __str__(self):
        return (
            self.titre
            or self.alt
            or self.legende
            or f"Image du {date_simple(self.envoyee_le)}, {self.largeur}\u00a0×\u00a0{self.hauteur}"
        )

    @property
    def coupe(self) -> str:
        """Its file and its focal point, in one string: what its renditions are made from."""
        return f"{self.fichier.name} {self.focal_x}-{self.focal_y}"

    @property
    def a_avif(self) -> bool:
        """Whether the AVIF files of its present renditions are there."""
        return self.avif and self.avif_vu == self.coupe

    @property
    def a_decrire(self) -> bool:
        """Whether nobody has said yet what the picture shows, nor that it is decorative."""
        return not self.alt and not self.decorative


class FichierRemplace(models.Model):
    """The name that the file of a picture had before another took its place: what still asks for it is sent to that one."""

    nom = models.CharField(max_length=100, unique=True)
    image = models.ForeignKey(Image, models.CASCADE, related_name="anciens_fichiers")
    remplace_le = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.nom
