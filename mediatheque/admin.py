"""The back office of the media library: images and documents."""

from contextlib import suppress

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from gestion.base import AdminBase
from gestion.formulaires import FormulaireAvecEmpreinte
from mediatheque import perms
from mediatheque.images import creer_variantes, supprimer_fichiers
from mediatheque.models import Document, Image
from mediatheque.pieces import verifier_piece
from mediatheque.stockage import MESSAGE_PANNE
from mediatheque.suppression import supprimer_image
from mediatheque.televersement import ChampImage
from mediatheque.templatetags.images import vignette
from mediatheque.usages import usages_d_image
from socle.journal import journaliser


class FormulaireDeFichier(FormulaireAvecEmpreinte):
    """A form with a file, written once the rest is right: a disk that refuses it is one more error, and nothing typed is lost."""

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            self.ecrire()
        except OSError:
            self.add_error("fichier", MESSAGE_PANNE)

    def ecrire(self):
        """Write what was sent; raises OSError. Saving the row, later, finds it there."""
        self.instance._meta.get_field("fichier").pre_save(self.instance, add=False)


class FormulaireImage(FormulaireDeFichier):
    """A picture of the media library: what is sent is checked and re-encoded before anything is kept."""

    fichier = ChampImage(label="Fichier")

    class Meta:
        model = Image
        fields = ["fichier", "alt", "credit", "legende", "focal_x", "focal_y"]

    def full_clean(self):
        """Decode no picture for a form that is refused anyway: the file is to be chosen again, as after any refusal."""
        if self.is_bound and self.files and self.est_perime():
            self.files = MultiValueDict()
        super().full_clean()

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


@admin.register(Image)
class ImageAdmin(AdminBase):
    form = FormulaireImage
    garde_si_utilise = True
    si_tenu = "Cette image sert encore : remplacez-la ou retirez-la d’abord de ce qui suit."
    list_display = ["apercu", "__str__", "credit", "largeur", "hauteur", "envoyee_le"]
    list_display_links = ["__str__"]
    search_fields = ["alt", "legende", "credit"]
    search_help_text = "Mots du texte de remplacement, de la légende ou du crédit, même sans accent"
    date_hierarchy = "envoyee_le"
    fields = ["fichier", "apercu_focal", "focal_x", "focal_y", "alt", "credit", "legende"]
    readonly_fields = ["apercu_focal"]
    formfield_overrides = {models.ImageField: {"widget": forms.ClearableFileInput}}

    class Media:
        js = [forms.Script("admin-cuf/focal.js", defer=True)]

    @admin.display(description="aperçu")
    def apercu(self, image):
        return vignette(image)

    @admin.display(description="aperçu")
    def apercu_focal(self, image):
        if image.pk is None:
            return "Il paraîtra ici une fois l’image enregistrée."
        return format_html('<span class="apercu-focal">{}</span>', vignette(image))

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return perms.peut_modifier_envoi(request.user, obj, obj.envoyee_par_id)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.envoyee_par = request.user
        super().save_model(request, obj, form, change)
        journaliser(par=request.user, action="televerser" if not change else "modifier", objet=obj)

    def usages(self, objet):
        return usages_d_image(objet)

    def delete_model(self, request, obj):
        supprimer_image(image=obj, par=request.user)


class FormulaireDocument(FormulaireDeFichier):
    """A document: what is sent is what its name says. That name may be long: it is not kept."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "fichier" in self.fields:
            self.fields["fichier"].max_length = None

    def clean_fichier(self):
        fichier = self.cleaned_data["fichier"]
        if isinstance(fichier, UploadedFile):
            verifier_piece(fichier)
        return fichier


@admin.register(Document)
class DocumentAdmin(AdminBase):
    form = FormulaireDocument
    garde_si_utilise = True
    si_tenu = (
        "Ce document sert encore : retirez-le d’abord de ce qui suit. Pour le cacher au public, changez plutôt son accès, "
        "« Qui télécharge »."
    )
    aides = {"acces": "Qui télécharge le fichier. Son titre reste visible de tous, sauf au niveau « équipe »."}
    list_display = ["titre", "nature", "format", "acces", "depose_le", "lecture"]
    list_filter = ["nature", "acces", "lecture"]
    search_fields = ["titre"]
    date_hierarchy = "depose_le"
    autocomplete_fields = ["cercles"]
    readonly_fields = ["fichier_actuel", "lecture"]
    # The stock widget links to the file's own address; a document has none.
    formfield_overrides = {models.FileField: {"widget": forms.FileInput}}

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return perms.peut_modifier_envoi(request.user, obj, obj.depose_par_id)

    @admin.display(description="fichier actuel")
    def fichier_actuel(self, document):
        if document.pk is None:
            return "aucun"
        return format_html('<a href="{}">Télécharger ({})</a>', document.get_absolute_url(), document.format)

    def get_fieldsets(self, request, obj=None):
        modifiable = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        fichier = ["fichier", "fichier_actuel"] if modifiable else ["fichier_actuel"]
        blocs = [
            (None, {"fields": ["titre", "nature", *fichier, *(["lecture"] if obj else [])]}),
            ("Qui télécharge", {"fields": ["acces", "cercles"]}),
        ]
        return self.completer(request, obj, blocs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.depose_par = request.user
        if "fichier" in form.changed_data:
            obj.texte, obj.lecture = "", Document.Lecture.A_LIRE
        super().save_model(request, obj, form, change)
        journaliser(par=request.user, action="modifier" if change else "televerser", objet=obj, detail={"acces": obj.acces})
