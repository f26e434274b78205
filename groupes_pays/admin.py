"""The back office of the groups: country groups, dynamiques, donors' committees, and who chairs them."""

from django.contrib import admin
from django.db.models import Case, Count, When
from django.utils import timezone

from annuaire.models import Election
from gestion.base import AdminBase
from gestion.lignes import PeriodesCompatibles
from gestion.listes import RelationPresente
from gestion.relations import EnLigne
from groupes_pays.admin_elections import ElectionAdmin
from groupes_pays.models import Groupe, Nature, Perimetre, Presidence
from mediatheque.apercus import AvecImage
from redaction.admin_adresses import AvecAdresse
from redaction.admin_versions import AvecVersions
from socle.fonctions import tri

admin.site.register(Election, ElectionAdmin)


class PresidencesEnLigne(EnLigne):
    model = Presidence
    formset = PeriodesCompatibles
    fields = ["personne", "debut", "fin", "constate_le"]
    autocomplete_fields = ["personne"]
    ajouts_gardes = True
    verbose_name_plural = "présidences (la fonction affichée vient des mandats de la personne)"


@admin.register(Groupe)
class GroupeAdmin(AvecVersions, AvecImage, AvecAdresse, AdminBase):
    garde_si_utilise = True
    garde_par = ["membres"]
    si_tenu = "Ce groupe sert encore : fermez-le plutôt (état « clos »). Sa page dit alors qu’il est clos, et son histoire reste."
    list_display = ["nom", "nature", "etat", "presidence", "nombre_de_membres", "nombre_de_pays"]
    list_filter = ["nature", "etat", ("pays", RelationPresente), ("themes", RelationPresente)]
    search_fields = ["nom", "pays__nom", "membres__nom", "presidences__personne__nom"]
    nom_cherche = "nom"
    search_help_text = "Par nom de groupe, pays, collectivité membre ou présidence."
    # Counting the members drops the order of the model, which the autocompletion needs to page.
    # Groups by name, then the committees: « Maroc » is first the country group.
    ordering = [Case(When(nature=Nature.COMITE, then=1), default=0), tri("nom"), "pk"]
    prepopulated_fields = {"slug": ["nom"]}
    autocomplete_fields = ["image", "pays", "themes", "membres", "referents", "documents"]
    readonly_fields = ["apercu_image"]
    inlines = [PresidencesEnLigne]
    # Who reads what is kept for the group, and who runs it, are no text.
    gardes_a_la_reprise = frozenset({"membres", "referents"})
    fieldsets = [
        (None, {"fields": ["nom", "slug", "nature", "etat", "cree_en"]}),
        (
            "Sujets",
            {
                "fields": ["pays", "themes"],
                "description": "La page du groupe compte les partenariats de ces pays et montre leurs fonds de solidarité.",
            },
        ),
        ("Texte", {"fields": ["chapo", "missions", "creation", "faits_marquants", ("image", "apercu_image")]}),
        (
            "Membres",
            {
                "fields": ["membres"],
                "description": "Les comptes rattachés à ces collectivités lisent ce qui est réservé au groupe.",
            },
        ),
        (
            "Équipe et documents",
            {
                "fields": ["referents", "documents"],
                "description": "Chaque document garde son propre accès : il se règle sur la fiche du document.",
            },
        ),
    ]

    def get_queryset(self, request):
        lignes = super().get_queryset(request).prefetch_related("presidences__personne")
        return lignes.annotate(nb_membres=Count("membres", distinct=True), nb_pays=Count("pays", distinct=True))

    def est_publique(self, objet):
        return objet.nature != Nature.COMITE

    def get_view_on_site_url(self, obj=None):
        # A donors' committee has no page: its fund shows it.
        return None if obj is None or obj.nature == Nature.COMITE else super().get_view_on_site_url(obj)

    @admin.display(description="présidence")
    def presidence(self, groupe):
        en_cours = [str(presidence.personne) for presidence in groupe.presidences.all() if presidence.est_en_cours]
        return ", ".join(en_cours) or "—"

    @admin.display(description="membres", ordering="nb_membres")
    def nombre_de_membres(self, groupe):
        return groupe.nb_membres

    @admin.display(description="pays", ordering="nb_pays")
    def nombre_de_pays(self, groupe):
        return groupe.nb_pays


class EnCours(admin.SimpleListFilter):
    """Presidencies by whether they last."""

    title = "période"
    parameter_name = "periode"

    def lookups(self, request, model_admin):
        return [("cours", "en cours"), ("finies", "terminées")]

    def queryset(self, request, queryset):
        if self.value() == "cours":
            return queryset.en_cours()
        return queryset.filter(fin__lt=timezone.localdate()) if self.value() == "finies" else queryset


@admin.register(Presidence)
class PresidenceAdmin(AdminBase):
    list_display = ["groupe", "personne", "debut", "fin", "constate_le"]
    list_filter = [EnCours, "groupe__nature", "constate_le"]
    list_select_related = ["groupe", "personne"]
    search_fields = ["groupe__nom", "personne__nom", "personne__prenom", "personne__variantes"]
    autocomplete_fields = ["groupe", "personne"]


@admin.register(Perimetre)
class PerimetreAdmin(AdminBase):
    """Who of the team writes of some groups or countries only."""

    list_display = ["utilisateur", "sur_quoi"]
    list_select_related = ["utilisateur"]
    search_fields = ["utilisateur__courriel", "utilisateur__prenom", "utilisateur__nom", "groupes__nom", "pays__nom"]
    autocomplete_fields = ["utilisateur", "groupes", "pays"]
    fieldsets = [
        (
            None,
            {
                "fields": ["utilisateur", "groupes", "pays"],
                "description": "Le rôle du compte dit ce qu’il peut faire ; ce périmètre, sur quoi. La personne lit tout, et ne "
                "modifie que ce qui est lié à ces groupes ou à ces pays. Sans périmètre, un rôle vaut pour tout le portail.",
            },
        )
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groupes", "pays")

    @admin.display(description="sur quoi")
    def sur_quoi(self, perimetre):
        return str(perimetre)
