import uuid
from pathlib import PurePath

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from mediatheque import enregistrements
from mediatheque.models.droits import AvecDroits, AvecDroitsQuerySet
from mediatheque.sous_titres import verifier_sous_titres
from mediatheque.stockage import StockageDocuments
from mediatheque.transcriptions import repliques
from socle.acces import Reserve, ReserveQuerySet
from socle.contraintes import choix_connus
from socle.fonctions import VecteurRecherche, index_des_mots, tri
from socle.nombres import plafond_en_mo

FORMATS = ["pdf", "docx", "odt", "xlsx", "ods", "csv", "pptx", "odp", "txt", "zip", *enregistrements.TYPES]


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


class DocumentQuerySet(ReserveQuerySet, AvecDroitsQuerySet):
    def enregistrements(self):
        """Return the sounds and the videos."""
        return self.filter(fichier__regex=enregistrements.NOMS)

    def pour_lecteur(self):
        """Load what a player shows."""
        return self.defer(None).defer("texte", "recherche", "recherche_titre").select_related("affiche")


class _DocumentManager(models.Manager.from_queryset(DocumentQuerySet)):
    def get_queryset(self):
        return super().get_queryset().defer("texte", "recherche", "recherche_titre", "transcription", "sous_titres")


class Document(Reserve, AvecDroits):
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
            "PDF de préférence ; aussi Word, LibreOffice, tableur, présentation, texte, zip ; "
            "un son en mp3, ogg, opus ou m4a, une vidéo en mp4 ou webm. "
            f"{plafond_en_mo(settings.CUF_DOCUMENT_POIDS_MAX)} au plus."
        ),
    )
    cle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    depose_le = models.DateTimeField("déposé le", default=timezone.now, editable=False)

    credit = models.CharField("crédit", max_length=150, blank=True, help_text="Auteur ou source, sans « © ».")
    # In seconds, of a sound or a video whose file says it.
    duree = models.PositiveIntegerField("durée", null=True, blank=True, editable=False)
    affiche = models.ForeignKey(
        "mediatheque.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="L’image montrée avant que la vidéo ne commence.",
    )
    transcription = models.TextField(
        blank=True,
        help_text=(
            "Tout ce qui est dit, pour qui n’entend pas : une ligne par prise de parole, « Prénom Nom : … ». "
            "Sans parole, décrivez ce qui s’entend ou se voit."
        ),
    )
    a_transcrire = models.BooleanField(
        "à transcrire", default=False, help_text="Les lecteurs sont avertis que la transcription viendra plus tard."
    )
    sous_titres = models.TextField(
        "sous-titres (WebVTT)",
        blank=True,
        validators=[verifier_sous_titres],
        help_text="D’une vidéo : collez-les, corrigez-les ici, ou envoyez leur fichier ci-dessous.",
    )

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
            models.Index(fields=["droits_jusqu_au"], name="document_droits"),
            models.Index(tri("titre"), "id", name="document_a_transcrire", condition=Q(a_transcrire=True)),
            index_des_mots("document", "titre"),
            GinIndex(fields=["recherche"], name="document_entier"),
            GinIndex(fields=["recherche_titre"], name="document_titre"),
        ]
        constraints = [
            *Reserve.Meta.constraints,
            # A sound or a video has its words, or it is said that they are to come: nothing else may be without.
            models.CheckConstraint(
                condition=Q(a_transcrire=False) & (~Q(fichier__regex=enregistrements.NOMS) | ~Q(transcription=""))
                | Q(a_transcrire=True, transcription="", fichier__regex=enregistrements.NOMS),
                name="mediatheque_document_transcription",
                violation_error_message=(
                    "Un son ou une vidéo a sa transcription, ou la mention « à transcrire » : l’une ou l’autre, et pas les deux."
                ),
            ),
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("mediatheque:document", kwargs={"cle": self.cle})

    @property
    def genre(self):
        """« son » or « video »; empty for a file that is read."""
        return enregistrements.genre_de(self.fichier.name)

    @property
    def duree_en_mots(self):
        """How long it lasts, « 12 min »; empty when it is not known."""
        return enregistrements.duree_en_mots(self.duree)

    @property
    def type_mime(self):
        """The type of a sound or a video, as browsers are told."""
        return enregistrements.type_mime(self.fichier.name)

    @property
    def repliques(self):
        """The transcript, line by line: who speaks, and the words."""
        return repliques(self.transcription)

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
