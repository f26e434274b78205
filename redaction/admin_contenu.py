"""The back office of everything edited and published: one form, and buttons that move it through the workflow."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gestion.base import AdminBase
from mediatheque.apercus import AvecImage
from redaction import actions, perms
from redaction.admin_adresses import AvecAdresse
from redaction.publication import Statut
from redaction.recherche import chercher
from socle.acces import Acces
from socle.perms import a_le_droit


class MesContenus(admin.SimpleListFilter):
    """Only what I wrote."""

    title = "auteur"
    parameter_name = "mien"

    def lookups(self, request, model_admin):
        return [("1", "mes contenus")]

    def queryset(self, request, queryset):
        return queryset.filter(auteur=request.user) if self.value() == "1" else queryset


ETAPES = {
    "_soumettre": (actions.soumettre, "Le contenu attend maintenant une relecture."),
    "_reprendre": (actions.reprendre, "Le contenu est retiré de la relecture : c’est de nouveau votre brouillon."),
    "_publier": (actions.publier, "Le contenu est publié."),
    "_renvoyer": (actions.renvoyer, "Le contenu est redevenu un brouillon."),
    "_archiver": (actions.archiver, "Le contenu est archivé : il n’est plus sur le site."),
}

# The steps that take a content off the site.
RETRAITS = frozenset({"_renvoyer", "_archiver"})
COMMENTAIRE_MAX = 1000  # characters


class AdminContenu(AvecImage, AvecAdresse, AdminBase):
    """The admin of everything edited and published: saving and moving through the workflow are separate buttons."""

    change_form_template = "admin/contenu/change_form.html"
    # The steps and « Enregistrer » stay in view at the foot of the window.
    save_on_top = False
    list_display = ["titre", "etat_publication", "publie_le", "acces", "auteur", "modifie_le"]
    list_filter = ["statut", MesContenus, "acces"]
    list_select_related = ["auteur"]
    search_fields = ["titre"]  # Django asks for one; `get_search_results` says what is searched
    search_help_text = "Mots du titre, du chapo, du texte ou des sujets, même sans accent"
    date_hierarchy = "publie_le"
    prepopulated_fields = {"slug": ["titre"]}
    autocomplete_fields = ["image", "contacts", "documents", "cercles"]
    readonly_fields = ["etat_publication", "apercu_image"]
    actions = ["archiver_la_selection"]
    # What each content adds to the form, block by block.
    champs_titre = ["titre", "slug", "surtitre", "sous_titre"]
    champs_propres = []
    champs_texte = []
    champs_pieces = []
    champs_sujets = []

    @admin.action(description="Archiver la sélection", permissions=["publier"])
    def archiver_la_selection(self, request, queryset):
        """Take each content off the site; those already archived are left as they are."""
        en_place = list(queryset.exclude(statut=Statut.ARCHIVE))
        for contenu in en_place:
            actions.archiver(contenu=contenu, par=request.user)
        self.message_user(request, f"Archivés : {len(en_place)}. Ils restent ici, mais ne sont plus sur le site.")

    def has_publier_permission(self, request):
        return a_le_droit(request.user, "publier", self.model)

    @admin.display(description="publication", ordering="statut")
    def etat_publication(self, contenu):
        if contenu.pk is None:
            return "nouveau"
        if contenu.est_programme:
            return "programmé"
        if contenu.statut == Statut.PUBLIE and not contenu.est_en_ligne:
            return "retiré"
        return contenu.get_statut_display()

    def get_search_results(self, request, queryset, search_term):
        return chercher(queryset, search_term), False

    def get_fieldsets(self, request, obj=None):
        blocs = [(None, {"fields": self.champs_titre})]
        if self.champs_propres:
            blocs.append((self.opts.verbose_name.capitalize(), {"fields": self.champs_propres}))
        blocs.append(("Texte", {"fields": ["chapo", "corps", *self.champs_texte]}))
        pieces = [("image", "apercu_image"), "documents", *self.champs_pieces, "contacts"]
        blocs.append(("Image, documents et contacts", {"fields": pieces}))
        if self.champs_sujets:
            blocs.append(("Sujets", {"fields": self.champs_sujets}))
        blocs.append(("Qui lit", {"fields": ["acces", "cercles"]}))
        blocs.append(("Publication", {"fields": ["etat_publication", "publie_le", "depublie_le"]}))
        return self.completer(request, obj, blocs)

    def get_readonly_fields(self, request, obj=None):
        champs = super().get_readonly_fields(request, obj)
        if a_le_droit(request.user, "publier", self.model):
            return champs
        return [*champs, "publie_le", "depublie_le"]

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return perms.peut_modifier(request.user, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Give back what was typed to someone who, meanwhile, may no longer change the content (403)."""
        if request.method == "POST" and object_id is not None:
            contenu = self.get_object(request, unquote(object_id))
            if (
                contenu is not None
                and self.has_view_permission(request, contenu)
                and not perms.peut_modifier(request.user, contenu)
            ):
                return self._rendre_la_saisie(request, contenu)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _rendre_la_saisie(self, request, contenu):
        textes = (champ for champ in self.opts.fields if isinstance(champ, (models.CharField, models.TextField)))
        saisie = [(champ.verbose_name, request.POST.get(champ.name, "")) for champ in textes if not champ.choices]
        contexte = {
            **self.admin_site.each_context(request),
            "title": "Saisie non enregistrée",
            "opts": self.opts,
            "objet": contenu,
            "saisie": [(libelle, texte) for libelle, texte in saisie if texte],
            "adresse": request.path,
        }
        return TemplateResponse(request, "admin/saisie_refusee.html", contexte, status=403)

    def peut_archiver(self, request, objet):
        return objet.statut != Statut.ARCHIVE and perms.peut_publier(request.user, objet)

    def delete_view(self, request, object_id, extra_context=None):
        """Archive where the confirmation was answered so; else ask, or delete."""
        if request.method == "POST" and "_archiver" in request.POST:
            return self._archiver_plutot(request, object_id)
        return super().delete_view(request, object_id, extra_context)

    def _archiver_plutot(self, request, object_id):
        objet = self.get_object(request, unquote(object_id))
        if objet is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        try:
            actions.archiver(contenu=objet, par=request.user)
        except ValidationError as erreur:
            self.message_user(request, " ".join(erreur.messages), messages.ERROR)
        else:
            self.message_user(request, f"« {objet} » : archivé, et non supprimé.", messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[objet.pk]))

    def est_publique(self, objet):
        return objet.est_en_ligne and objet.acces != Acces.EQUIPE

    def reste_publique(self, request, objet):
        return super().reste_publique(request, objet) and not RETRAITS.intersection(request.POST)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.auteur = request.user
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["etapes"] = self._etapes(request.user, obj)
        context["etat"] = self.etat_publication(obj) if obj else "nouveau brouillon"
        context["renvoi"] = actions.dernier_renvoi(obj) if obj and obj.statut == Statut.BROUILLON else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _etapes(self, utilisateur, contenu):
        """Return the workflow buttons (name, label, main?) open to `utilisateur` on `contenu`."""
        statut = contenu.statut if contenu else Statut.BROUILLON
        publie = a_le_droit(utilisateur, "publier", self.model)
        if not publie:
            return {
                Statut.BROUILLON: [("_soumettre", "Enregistrer et soumettre à relecture", True)],
                Statut.A_RELIRE: [("_reprendre", "Enregistrer et retirer de la relecture", False)],
            }.get(statut, [])
        boutons = []
        if statut != Statut.PUBLIE:
            boutons.append(("_publier", "Enregistrer et publier", True))
        if statut == Statut.BROUILLON:
            boutons.append(("_soumettre", "Enregistrer et soumettre à relecture", False))
        if statut in {Statut.A_RELIRE, Statut.PUBLIE}:
            boutons.append(("_renvoyer", "Renvoyer en brouillon", False))
        if contenu and statut != Statut.ARCHIVE:
            boutons.append(("_archiver", "Archiver", False))
        return boutons

    def response_add(self, request, obj, post_url_continue=None):
        return self._apres(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._apres(request, obj) or super().response_change(request, obj)

    def _apres(self, request, contenu):
        """Take the workflow step asked for by a button, say what happened and stay on the content."""
        demandee = next((nom for nom in ETAPES if nom in request.POST), None)
        if demandee is None:
            return None
        etape, succes = ETAPES[demandee]
        commentaire = request.POST.get("commentaire_renvoi", "").strip()[:COMMENTAIRE_MAX]
        try:
            etape(contenu=contenu, par=request.user, **({"commentaire": commentaire} if demandee == "_renvoyer" else {}))
        except ValidationError as erreur:
            self.message_user(request, " ".join(erreur.messages), messages.ERROR)
        except PermissionDenied:
            self.message_user(request, "Votre rôle ne permet pas cette étape ; le texte est enregistré.", messages.ERROR)
        else:
            if contenu.est_programme:
                heure = date_format(timezone.localtime(contenu.publie_le), "DATETIME_FORMAT")
                succes = f"Le contenu paraîtra le {heure}."
            self.message_user(request, succes, messages.SUCCESS)
            if demandee == "_publier" and not (contenu.chapo or contenu.corps):
                self.message_user(request, "Il n’a ni chapo ni texte : est-ce voulu ?", messages.WARNING)
        adresse = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[contenu.pk])
        return HttpResponseRedirect(adresse)
