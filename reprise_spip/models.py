"""What the take-over keeps between two runs: the plan that staff decide, and what each thing of SPIP became here."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from actualites.models import Actualite
from socle.contraintes import choix_connus


class Sorte(models.TextChoices):
    """What the plan decides of."""

    RUBRIQUE = "rubrique", "rubrique"
    GROUPE_MOTS = "groupe_mots", "groupe de mots-clés"
    MOT = "mot", "mot-clé"


class Devenir(models.TextChoices):
    """What becomes of it: of the articles of a rubrique, of the mots of a group, of one mot."""

    A_DECIDER = "a_decider", "à décider"
    ACTUALITES = "actualites", "des actualités"
    GROUPE = "groupe", "des actualités d’un groupe-pays"
    DYNAMIQUE = "dynamique", "des actualités d’une dynamique"
    FONDS = "fonds", "des actualités d’un fonds de solidarité"
    PUBLICATIONS = "publications", "des publications"
    PAGES = "pages", "des pages du site"
    PAYS = "pays", "un pays"
    THEMES = "themes", "un thème"
    GENRES = "genres", "un type d’actualité"
    LAISSER = "laisser", "laissé dans l’ancien site"


class Destination(models.Model):
    """A line of the plan: what a rubrique, a group of mots or a mot of the former site becomes in the portal.

    Written once as it is proposed; a line that is there is never proposed again.
    """

    sorte = models.CharField("quoi", max_length=12, choices=Sorte, editable=False)
    id_spip = models.PositiveIntegerField("numéro dans SPIP", editable=False)
    titre = models.CharField("nom dans SPIP", max_length=250, editable=False)
    chemin = models.CharField("rangé dans", max_length=500, blank=True, editable=False)
    nombre = models.PositiveIntegerField("articles", default=0, editable=False)
    devient = models.CharField(max_length=12, choices=Devenir, default=Devenir.A_DECIDER)
    pays = models.ForeignKey("territoires.Pays", models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey("territoires.Theme", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thème")
    groupe = models.ForeignKey(
        "groupes_pays.Groupe",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Le groupe-pays ou la dynamique auxquels les articles seront rattachés.",
    )
    fonds = models.ForeignKey(
        "fonds_solidarite.FondsSolidarite",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fonds de solidarité",
    )
    genre = models.CharField("type d’actualité", max_length=20, choices=Actualite.Genre, blank=True)

    @choix_connus(sorte=Sorte, devient=Devenir)
    class Meta:
        verbose_name = "destination"
        verbose_name_plural = "plan de reprise"
        default_permissions = ()
        ordering = ["sorte", "chemin", "titre", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sorte", "id_spip"], name="reprise_spip_destination_unique"),
            models.CheckConstraint(
                condition=~Q(sorte="mot", devient="pays") | Q(pays__isnull=False),
                name="reprise_spip_destination_pays",
                violation_error_code="pays",
                violation_error_message="Dites de quel pays il s’agit.",
            ),
            models.CheckConstraint(
                condition=~Q(sorte="mot", devient="themes") | Q(theme__isnull=False),
                name="reprise_spip_destination_theme",
                violation_error_code="theme",
                violation_error_message="Dites de quel thème il s’agit.",
            ),
            models.CheckConstraint(
                condition=~Q(sorte="mot", devient="genres") | ~Q(genre=""),
                name="reprise_spip_destination_genre",
                violation_error_code="genre",
                violation_error_message="Dites de quel type d’actualité il s’agit.",
            ),
        ]

    def __str__(self):
        return self.titre


class Correspondance(models.Model):
    """What a thing of SPIP is in the portal, from the moment its place is kept to the last time it was taken.

    `id_objet` is given before the row is written, so that a text may lead to one that comes after it. `empreinte` is that of
    what was read; empty as long as nothing is written. `modifie_le` is that of the row as it was written: another one says
    that someone has changed it here.
    """

    sorte = models.CharField(max_length=20)
    id_spip = models.PositiveIntegerField()
    type_objet = models.ForeignKey(ContentType, models.PROTECT)
    id_objet = models.PositiveBigIntegerField()
    objet = GenericForeignKey("type_objet", "id_objet")
    empreinte = models.CharField(max_length=64, blank=True)
    modifie_le = models.DateTimeField(null=True)
    repris_le = models.DateTimeField(null=True)
    visites = models.PositiveIntegerField(default=0)
    signatures = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "correspondance"
        default_permissions = ()
        ordering = ["sorte", "id_spip"]
        constraints = [models.UniqueConstraint(fields=["sorte", "id_spip"], name="reprise_spip_correspondance_unique")]
        indexes = [models.Index(fields=["type_objet", "id_objet"], name="correspondance_objet")]

    def __str__(self):
        return f"{self.sorte} {self.id_spip}"
