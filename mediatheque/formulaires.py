"""Forms of the back office for images and documents."""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from gestion.formulaires import FormulaireAvecEmpreinte
from mediatheque.durees import lire_duree
from mediatheque.enregistrements import VIDEO, genre_de
from mediatheque.images import creer_variantes, supprimer_fichiers
from mediatheque.models import Document, Image
from mediatheque.pieces import verifier_piece
from mediatheque.sommes import somme
from mediatheque.sous_titres import TAILLE_MAX, lire_sous_titres, verifier_sous_titres
from mediatheque.stockage import MESSAGE_PANNE
from mediatheque.televersement import ChampImage

A_DIRE = (
    "Dites ce que l’image montre, pour qui ne la voit pas, ou cochez « décorative » si elle n’apprend rien de plus que le texte."
)
A_TRANSCRIRE = "Donnez la transcription de ce qui est dit, ou cochez « à transcrire » si elle viendra plus tard."
DEUX_A_LA_FOIS = "La transcription est là : décochez « à transcrire »."
PAS_DE_PAROLES = "Seul un son ou une vidéo se transcrit : ce fichier n’en est pas un."


def decrire(formulaire):
    """Ask for words, or « décorative » said on purpose; a picture that was to be described may stay so for today."""
    donnees = formulaire.cleaned_data
    sans_rien = not donnees.get("alt") and not donnees.get("decorative")
    etait_a_decrire = formulaire.instance.pk and not formulaire.initial.get("alt") and not formulaire.initial.get("decorative")
    if sans_rien and not etait_a_decrire and "alt" not in formulaire.errors:
        formulaire.add_error("alt", ValidationError(A_DIRE, code="a_dire"))
    return donnees


class FormulaireDeFichier(FormulaireAvecEmpreinte):
    """A form with a file, written once the rest is right: a disk that refuses it is one more error, and nothing typed is lost."""

    remplacer = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ancien = self.instance.fichier.name
        if self.instance.pk and "fichier" in self.fields:
            champ = self.fields["fichier"]
            champ.label, champ.help_text = "Remplacer le fichier", f"{self.remplacer} {champ.help_text}"

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            if isinstance(self.cleaned_data.get("fichier"), File) and "fichier" in self.changed_data:
                self.instance.somme = somme(self.cleaned_data["fichier"])
            self.ecrire()
        except OSError:
            self.add_error("fichier", MESSAGE_PANNE)

    def ecrire(self):
        """Write what was sent; raises OSError. Saving the row, later, finds it there."""
        self.instance._meta.get_field("fichier").pre_save(self.instance, add=False)


class FormulaireImage(FormulaireDeFichier):
    """A picture of the media library: what is sent is checked and re-encoded before anything is kept."""

    fichier = ChampImage(label="Fichier", widget=forms.FileInput)
    remplacer = "Le nouveau paraît partout où l’image est montrée, textes compris."

    class Meta:
        model = Image
        fields = [
            "fichier",
            "titre",
            "alt",
            "decorative",
            "credit",
            "legende",
            "titulaire",
            "droits_jusqu_au",
            "focal_x",
            "focal_y",
        ]

    def full_clean(self):
        """Decode no picture for a form that is refused anyway: the file is to be chosen again, as after any refusal."""
        if self.is_bound and self.files and self.est_perime():
            self.files = MultiValueDict()
        super().full_clean()

    def clean(self):
        super().clean()
        return decrire(self)

    def ecrire(self):
        """Write the picture and its variants, or none of them."""
        image = self.instance
        try:
            super().ecrire()
            creer_variantes(image.fichier.name, focal=(image.focal_x, image.focal_y))
        except OSError:
            if "fichier" in self.changed_data:
                with suppress(OSError):
                    supprimer_fichiers(image.fichier.name)
            raise


class FormulaireDocument(FormulaireDeFichier):
    """A document: what is sent is what its name says. That name may be long: it is not kept."""

    fichier_sous_titres = forms.FileField(
        label="Fichier de sous-titres",
        required=False,
        help_text="Un fichier .vtt : il prend la place de ce qui est écrit ci-dessus.",
    )
    remplacer = "L’adresse du document reste la même."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "fichier" in self.fields:
            self.fields["fichier"].max_length = None

    def clean_fichier(self):
        fichier = self.cleaned_data["fichier"]
        if isinstance(fichier, UploadedFile):
            verifier_piece(fichier)
        return fichier

    def clean_sous_titres(self):
        """Keep captions with the line breaks that browsers read."""
        texte = self.cleaned_data["sous_titres"]
        return verifier_sous_titres(texte) if texte.strip() else ""

    def clean_fichier_sous_titres(self):
        """Refuse, with the line that is wrong, captions that browsers would not read; they take the place of the text."""
        fichier = self.cleaned_data["fichier_sous_titres"]
        if fichier:
            if fichier.size > 4 * TAILLE_MAX:
                raise ValidationError("Ces sous-titres sont trop lourds : 2 Mo au plus.", code="taille")
            self.cleaned_data["sous_titres"] = verifier_sous_titres(lire_sous_titres(fichier.read()))
            self._errors.pop("sous_titres", None)
        return fichier

    def clean(self):
        donnees = super().clean()
        fichier = donnees.get("fichier")
        genre = genre_de(fichier.name) if fichier else ""
        if "transcription" in self.fields:
            self._accorder(donnees, genre)
        elif genre and not genre_de(self.ancien):
            # The form of what was read shows no transcript: it is asked for once the sound is there.
            self.instance.a_transcrire = True
        if isinstance(fichier, UploadedFile):
            self.instance.duree = lire_duree(fichier)
        return donnees

    def _accorder(self, donnees, genre):
        """Ask a sound or a video for its words, or that they are to come; what is read has neither."""
        ecrite, a_venir = bool(donnees.get("transcription", "").strip()), donnees.get("a_transcrire")
        if not genre and (ecrite or a_venir):
            self.add_error("transcription" if ecrite else "a_transcrire", ValidationError(PAS_DE_PAROLES, code="genre"))
        elif genre and ecrite == a_venir:
            self.add_error("transcription", ValidationError(DEUX_A_LA_FOIS if ecrite else A_TRANSCRIRE, code="transcription"))
        if donnees.get("sous_titres") and genre != VIDEO:
            self.add_error("sous_titres", ValidationError("Seule une vidéo porte des sous-titres.", code="genre"))


class _Mots(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class MotsDImage(_Mots):
    """What is said of a picture just received, or of one to describe: the fields that matter, written as they are filled in."""

    class Meta:
        model = Image
        fields = ["alt", "decorative", "titre", "credit"]
        labels = {"alt": "Ce que l’image montre", "decorative": "Décorative"}


class MotsDeDocument(_Mots):
    """What is said of a document just received."""

    class Meta:
        model = Document
        fields = ["titre", "nature", "acces"]
        labels = {"acces": "Qui télécharge"}
