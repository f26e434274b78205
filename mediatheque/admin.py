"""The back office of the media library: images and documents."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.utils.html import format_html

from gestion.base import AdminBase
from gestion.registres import Registre
from mediatheque import perms
from mediatheque.a_decrire import ADecrire
from mediatheque.choix import ChoisirDansLaMediatheque
from mediatheque.enregistrements import VIDEO
from mediatheque.formulaires import FormulaireDocument, FormulaireImage, MotsDeDocument, MotsDImage
from mediatheque.images import preparer_image
from mediatheque.lecteurs import mention_de
from mediatheque.listes import ParDescription, ParDroits, ParEcoute
from mediatheque.models import Document, Image
from mediatheque.remplacement import suivre_le_fichier
from mediatheque.suppression import supprimer_image
from mediatheque.televersement import enregistrer_document, enregistrer_image, titre_d_apres
from mediatheque.templatetags.images import adresse_de_vignette, vignette
from mediatheque.usages import usages_d_image, usages_de_document
from mediatheque.widgets import SCRIPTS, STYLES
from socle.journal import journaliser

USAGES_MONTRES = 20


class AvecUsages:
    """For the admin of a file: where it serves, below its form, and that the library has it already."""

    ou = ""

    def registres(self, request, objet):
        """Show what uses the file, each with the link to its form."""
        lignes = self.lignes_d_usages(objet)
        registre = Registre("usages", self.ou, None, ("Quoi", "Où"), lignes, vide="Nulle part pour le moment.")
        return [*super().registres(request, objet), registre]

    def lignes_d_usages(self, objet):
        """Return the (what, where) pairs of the first rows that use `objet`: (« actualité », link to its form)."""
        lignes = []
        for lot in self.usages(objet):
            for ligne in lot[:USAGES_MONTRES]:
                adresse = self._adresse_ici(ligne)
                nom = format_html('<a href="{}">{}</a>', adresse, ligne) if adresse else str(ligne)
                lignes.append((ligne._meta.verbose_name, nom))
        # Shown by its own picture and in its text: one thing.
        return list(dict.fromkeys(lignes))

    def dire_le_double(self, request, objet):
        """Warn of a file just sent that the library had: the former row is there to be used."""
        autre = self.model.objects.filter(somme=objet.somme).exclude(pk=objet.pk).order_by("pk").first()
        if objet.somme and autre:
            lien = format_html('<a href="{}">{}</a>', self._adresse_ici(autre), autre)
            messages.warning(
                request, format_html("Ce fichier était déjà dans la médiathèque\u00a0: {}. Supprimez l’un des deux.", lien)
            )


@admin.register(Image)
class ImageAdmin(ADecrire, ChoisirDansLaMediatheque, AvecUsages, AdminBase):
    form = FormulaireImage
    formulaire_de_mots = MotsDImage
    gabarit_de_carte = "admin/mediatheque/carte_image.html"
    champ_d_envoyeur = "envoyee_par"
    ordre_recent = ["-envoyee_le", "-pk"]
    ou = "Où elle sert"
    garde_si_utilise = True
    si_tenu = "Cette image sert encore : remplacez-la ou retirez-la d’abord de ce qui suit."
    list_display = ["apercu", "__str__", "description", "credit", "droits_jusqu_au", "envoyee_le"]
    list_display_links = ["__str__"]
    list_filter = [ParDescription, ParDroits]
    search_fields = ["titre", "alt", "legende", "credit", "titulaire"]
    search_help_text = "Mots du titre, du texte de remplacement, de la légende, du crédit ou du titulaire, même sans accent"
    date_hierarchy = "envoyee_le"
    fieldsets = [
        (None, {"fields": ["fichier", "apercu_focal", ("focal_x", "focal_y"), "alt", "decorative"]}),
        ("Pour la retrouver et la citer", {"fields": ["titre", "legende", "credit"]}),
        ("Droits", {"fields": [("titulaire", "droits_jusqu_au")]}),
    ]
    readonly_fields = ["apercu_focal"]
    formfield_overrides = {models.ImageField: {"widget": forms.ClearableFileInput}}

    class Media:
        css = STYLES
        js = [forms.Script("admin-cuf/focal.js", defer=True), *SCRIPTS]

    @admin.display(description="description")
    def description(self, image):
        return "à décrire" if image.a_decrire else "décorative" if image.decorative else "décrite"

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
        if change and "fichier" in form.changed_data:
            suivre_le_fichier(image=obj, ancien=form.ancien)
        if "fichier" in form.changed_data:
            self.dire_le_double(request, obj)
        journaliser(par=request.user, action="televerser" if not change else "modifier", objet=obj)

    def filtrer(self, lignes, choix):
        return lignes.a_decrire() if choix == "a-decrire" else lignes

    def preparer(self, fichier):
        """Return the picture as it would be kept."""
        return preparer_image(fichier)

    def recevoir(self, pret, nom, par):
        """Keep a picture that `preparer` gave."""
        return enregistrer_image(fichier=pret, par=par, titre=titre_d_apres(nom, Image))

    def en_bref(self, ligne):
        return {**super().en_bref(ligne), "vignette": adresse_de_vignette(ligne), "adresse": ligne.fichier.url, "alt": ligne.alt}

    def usages(self, objet):
        return usages_d_image(objet)

    def delete_model(self, request, obj):
        supprimer_image(image=obj, par=request.user)


@admin.register(Document)
class DocumentAdmin(ChoisirDansLaMediatheque, AvecUsages, AdminBase):
    form = FormulaireDocument
    formulaire_de_mots = MotsDeDocument
    gabarit_de_carte = "admin/mediatheque/carte_document.html"
    champ_d_envoyeur = "depose_par"
    ordre_recent = ["-depose_le", "-pk"]
    ou = "Où il sert"
    garde_si_utilise = True
    si_tenu = (
        "Ce document sert encore : retirez-le d’abord de ce qui suit. Pour le cacher au public, changez plutôt son accès, "
        "« Qui télécharge »."
    )
    aides = {"acces": "Qui télécharge le fichier. Son titre reste visible de tous, sauf au niveau « équipe »."}
    list_display = ["titre", "nature", "format", "acces", "droits_jusqu_au", "depose_le", "lecture"]
    list_filter = ["nature", "acces", ParEcoute, ParDroits, "lecture"]
    search_fields = ["titre"]
    date_hierarchy = "depose_le"
    autocomplete_fields = ["cercles", "affiche"]
    readonly_fields = ["fichier_actuel", "lecture"]
    # The stock widget links to the file's own address; a document has none.
    formfield_overrides = {models.FileField: {"widget": forms.FileInput}}

    class Media:
        css = STYLES
        js = SCRIPTS

    def preparer(self, fichier):
        """Return the file as it is: it is judged when it is kept."""
        return fichier

    def recevoir(self, pret, nom, par):
        """Keep a document."""
        return enregistrer_document(fichier=pret, par=par, titre=titre_d_apres(nom, Document))

    def en_bref(self, ligne):
        return {
            **super().en_bref(ligne),
            "format": ligne.format,
            "adresse": ligne.get_absolute_url(),
            "mention": mention_de(ligne),
        }

    def filtrer(self, lignes, choix):
        return lignes.filter(a_transcrire=True) if choix == "a-transcrire" else lignes

    def usages(self, objet):
        return usages_de_document(objet)

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
            ("Crédit et droits", {"fields": ["credit", ("titulaire", "droits_jusqu_au")]}),
        ]
        if obj is None or obj.genre:
            pliure = (
                {} if obj else {"classes": ["collapse"], "description": "À remplir quand le fichier est un son ou une vidéo."}
            )
            champs = ["transcription", "a_transcrire"]
            if obj is None or obj.genre == VIDEO:
                champs += ["sous_titres", *(["fichier_sous_titres"] if modifiable else []), "affiche"]
            blocs.append(("Son ou vidéo", {**pliure, "fields": champs}))
        return self.completer(request, obj, blocs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.depose_par = request.user
        if {"fichier", "transcription"} & {*form.changed_data}:
            obj.texte, obj.lecture = "", Document.Lecture.A_LIRE
        super().save_model(request, obj, form, change)
        if change and "fichier" in form.changed_data:
            # The address stays; nobody reads the former file any longer.
            transaction.on_commit(partial(obj.fichier.storage.delete, form.ancien), robust=True)
        if "fichier" in form.changed_data:
            self.dire_le_double(request, obj)
        journaliser(par=request.user, action="modifier" if change else "televerser", objet=obj, detail={"acces": obj.acces})
