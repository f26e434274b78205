from django.contrib import admin

from annuaire.admin.doubles import FormulaireAutorite, FormulairePartenariat, FormulaireProjet
from annuaire.models import AutoriteLocale, Partenariat, Projet
from gestion.base import AdminBase
from gestion.listes import RelationPresente
from redaction.admin_adresses import AvecAdresse
from redaction.admin_lignes_jetees import AvecCorbeille
from redaction.admin_versions import AvecVersions


@admin.register(AutoriteLocale)
class AutoriteLocaleAdmin(AvecVersions, AvecAdresse, AdminBase):
    form = FormulaireAutorite
    list_display = ["nom", "pays", "site"]
    list_filter = [("pays", RelationPresente)]
    list_select_related = ["pays"]
    search_fields = ["nom", "pays__nom"]
    nom_cherche = "nom"
    search_help_text = "Nom de la ville ou de la région, ou pays"
    autocomplete_fields = ["pays"]
    fields = ["nom", "pays", "slug", "nom_anglais", "site", ("latitude", "longitude")]

    def est_publique(self, objet):
        return AutoriteLocale.objects.publiques().filter(pk=objet.pk).exists()


class SituationDuJour(admin.SimpleListFilter):
    """What readers are told today: active, to be confirmed, dormant."""

    title = "situation"
    parameter_name = "situation"

    def lookups(self, request, model_admin):
        return Partenariat.Situation.choices

    def queryset(self, request, queryset):
        return queryset.en_situation(self.value()) if self.value() in Partenariat.Situation else queryset


@admin.register(Partenariat)
class PartenariatAdmin(AvecCorbeille, AvecVersions, AdminBase):
    form = FormulairePartenariat
    list_display = ["__str__", "nature", "annee", "situation_du_jour", "confirme_le"]
    list_filter = ["nature", SituationDuJour, ("autorites__pays", RelationPresente)]
    search_fields = ["nature", "collectivites__nom", "autorites__nom", "autorites__pays__nom"]
    search_help_text = "Nature, collectivité française, ville étrangère ou pays : « jumelage Fès »"
    autocomplete_fields = ["collectivites", "autorites", "secteurs"]
    date_hierarchy = "confirme_le"
    fields = ["collectivites", "autorites", "nature", "annee", "etat", "confirme_le", "secteurs", "description", "source"]
    colonnes_du_tableau = fields

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("collectivites", "autorites")

    @admin.display(description="situation")
    def situation_du_jour(self, partenariat):
        return partenariat.situation.label


@admin.register(Projet)
class ProjetAdmin(AvecVersions, AvecAdresse, AdminBase):
    form = FormulaireProjet
    list_display = ["titre", "francaises", "etat", "annee_debut", "annee_fin"]
    list_filter = ["etat", ("pays", RelationPresente), ("secteurs", RelationPresente)]
    search_fields = ["titre", "collectivites__nom", "pays__nom"]
    search_help_text = "Titre, collectivité ou pays"
    autocomplete_fields = ["collectivites", "partenariat", "pays", "secteurs", "odds", "documents"]

    def est_publique(self, objet):
        return Projet.objects.publics().filter(pk=objet.pk).exists()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("collectivites")

    @admin.display(description="collectivités")
    def francaises(self, projet):
        return ", ".join(str(collectivite) for collectivite in projet.collectivites.all())
