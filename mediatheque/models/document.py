import uuid
from pathlib import PurePath

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from mediatheque.stockage import StockageDocuments
from socle.acces import Reserve, ReserveQuerySet
from socle.contraintes import choix_connus
from socle.fonctions import VecteurRecherche, index_des_mots, tri
from socle.nombres import plafond_en_mo

FORMATS = ["pdf", "docx", "odt", "xlsx", "ods", "csv", "pptx", "odp", "txt", "zip", "mp3", "mp4"]


def nom_de_document(instance, nom):
    """Return a storage name that nobody can guess and that keeps only the extension of `nom`."""
    return f"{uuid.uuid4().hex}{PurePath(nom).suffix.lower()}"


def stockage():
    """Return the private storage of documents: outside the media folder, so never served by address."""
    return StockageDocuments()


class ColonneCalculee(models.GeneratedField):
    """A generated column that the row just written does not bring back."""

    db_returning = False


def _vecteur(*textes):
    vide = models.Value("", models.TextField())
    return ColonneCalculee(
        expression=VecteurRecherche("titre", vide, *(textes or [vide])), output_field=SearchVectorField(), db_persist=True
    )


class _DocumentManager(models.Manager.from_queryset(ReserveQuerySet)):
    def get_queryset(self):
        return super().get_queryset().defer("texte", "recherche", "recherche_titre")


class Document(Reserve):
    """A file to download, with its own access level; always served by the application, which checks the reader."""

    class Nature(models.TextChoices):
        COMPTE_RENDU = "compte-rendu", "compte rendu"
        PROGRAMME = "programme", "programme"
        RAPPORT = "rapport", "rapport"
        CONVENTION = "convention", "convention"
        DELIBERATION = "deliberation", "modèle de délibération"
        PUBLICATION = "publication", "publication"
        AUTRE = "autre", "autre document"

    class Lecture(models.TextChoices):
        A_LIRE = "a-lire", "à lire"
        LU = "lu", "lu"
        SANS_TEXTE = "sans-texte", "sans texte"
        ILLISIBLE = "illisible", "illisible"

    titre = models.CharField(max_length=200)
    nature = models.CharField(max_length=20, choices=Nature, default=Nature.AUTRE)
    fichier = models.FileField(
        upload_to=nom_de_document,
        storage=stockage,
        validators=[FileExtensionValidator(FORMATS, "Ce format n’est pas accepté : envoyez plutôt un PDF.")],
        help_text=(
            "PDF de préférence ; aussi Word, LibreOffice, tableur, présentation, texte, zip, mp3 ou mp4. "
            f"{plafond_en_mo(settings.CUF_DOCUMENT_POIDS_MAX)} au plus."
        ),
    )
    cle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    depose_le = models.DateTimeField("déposé le", default=timezone.now, editable=False)

    # SHA-256 of the file, in hexadecimal.
    somme = models.CharField(max_length=64, blank=True, editable=False)
    texte = models.TextField(editable=False, blank=True)
    lecture = models.CharField(
        "lecture pour la recherche", max_length=10, choices=Lecture, default=Lecture.A_LIRE, editable=False
    )
    # Read in full, then by who may not read it.
    recherche = _vecteur("texte")
    recherche_titre = _vecteur()

    objects = _DocumentManager()

    @choix_connus(nature=Nature, lecture=Lecture)
    class Meta(Reserve.Meta):
        verbose_name = "document"
        ordering = [tri("titre"), "pk"]
        indexes = [
            models.Index(tri("titre"), "id", name="document_liste"),
            models.Index(fields=["depose_le"], name="document_depose_le"),
            models.Index(fields=["somme"], name="document_somme"),
            index_des_mots("document", "titre"),
            GinIndex(fields=["recherche"], name="document_entier"),
            GinIndex(fields=["recherche_titre"], name="document_titre"),
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("mediatheque:document", kwargs={"cle": self.cle})

    @property
    def format(self):
        """The file's format in capitals, as shown beside a link: « PDF »."""
        return PurePath(self.fichier.name).suffix.lstrip(".").upper()

    @property
    def poids(self):
        """Size of the file in bytes; 0 when the file cannot be read."""
        try:
            return self.fichier.size
        except OSError:
            return 0
