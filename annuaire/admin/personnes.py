from django.contrib import admin

from annuaire import actions
from annuaire.admin.doubles import FormulaireMandat, FormulairePersonne, LigneMandat, MandatsDifferents
from annuaire.admin.fusions import AvecFusion, FusionAdmin
from annuaire.models import FusionDePersonnes, Mandat, Personne
from gestion.base import AdminBase
from gestion.relations import EnLigne
from redaction.admin_lignes_jetees import AvecCorbeille
from redaction.admin_versions import AvecVersions

admin.site.register(FusionDePersonnes, FusionAdmin)


class MandatsEnLigne(EnLigne):
    model = Mandat
    form = LigneMandat
    formset = MandatsDifferents
    fields = ["collectivite", "fonction", "debut", "fin", "constate_le"]
    autocomplete_fields = ["collectivite"]
    ajouts_gardes = True


@admin.register(Personne)
class PersonneAdmin(AvecCorbeille, AvecVersions, AvecFusion, AdminBase):
    form = FormulairePersonne
    jetees_avec = (Mandat,)
    si_tenu = "Les présidences se gardent : donnez-leur plutôt une date de fin."
    list_display = ["nom", "prenom", "fonctions"]
    search_fields = ["nom", "prenom", "variantes"]
    search_help_text = "Nom ou prénom, même sans accent, ou une autre graphie"
    inlines = [MandatsEnLigne]
    colonnes_du_tableau = ["prenom", "nom", "variantes"]
    actions = ["reunir"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("mandats__collectivite")

    @admin.display(description="mandats")
    def fonctions(self, personne):
        return " ; ".join(str(mandat) for mandat in personne.mandats.all())


class Verification(admin.SimpleListFilter):
    """Mandates by how long ago someone checked them."""

    title = "vérification"
    parameter_name = "verification"

    def lookups(self, request, model_admin):
        return [("ancienne", "à vérifier (plus d’un an, mandats en cours)")]

    def queryset(self, request, queryset):
        return queryset.en_cours().a_verifier() if self.value() == "ancienne" else queryset


@admin.register(Mandat)
class MandatAdmin(AdminBase):
    form = FormulaireMandat
    list_display = ["personne", "fonction", "collectivite", "debut", "fin", "constate_le"]
    list_filter = [Verification]
    list_select_related = ["personne", "collectivite"]
    search_fields = ["personne__nom", "personne__prenom", "fonction", "collectivite__nom"]
    search_help_text = "Personne, fonction ou collectivité"
    autocomplete_fields = ["personne", "collectivite"]
    date_hierarchy = "constate_le"
    actions = ["verifier_aujourd_hui"]
    fields = ["personne", "collectivite", "fonction", "debut", "fin", "constate_le"]
    colonnes_du_tableau = fields

    @admin.action(description="Marquer comme vérifiés aujourd’hui", permissions=["change"])
    def verifier_aujourd_hui(self, request, queryset):
        """Say that each mandate was seen to hold today."""
        nombre = actions.constater_mandats(mandats=queryset, par=request.user)
        self.message_user(request, f"Mandats vérifiés : {nombre}.")
