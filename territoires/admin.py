"""The back office of the référentiel: imported rows are read, the two lists of the portal (themes, sectors) are kept by staff."""

from django.contrib import admin
from django.db.models import F

from gestion.base import AdminBase, AdminLecture
from territoires.models import Commune, Departement, Epci, ImportReferentiel, Odd, Pays, Region, Secteur, Theme


class RechercheReferentiel:
    """Search as people type: no accent, any apostrophe, codes too; a field to fill offers current rows only."""

    search_fields = ["nom_tri"]
    search_help_text = "Nom, même sans accent, ou code"

    # « Obsolète : non » would show a red cross beside every sound row.
    @admin.display(description="dans la liste", boolean=True, ordering="obsolete")
    def actuel(self, ligne):
        return not ligne.obsolete

    def get_search_results(self, request, queryset, search_term):
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.actuels()
        return (queryset.recherche(search_term) if search_term else queryset), False


class AdminReferentiel(RechercheReferentiel, AdminLecture):
    """Rows of the official référentiel: they change by `manage.py importer_referentiel`, not by hand."""


@admin.register(Pays)
class PaysAdmin(AdminReferentiel):
    list_display = ["nom", "alpha2", "alpha3", "region_monde", "eligible_apd", "actuel"]
    list_filter = ["region_monde", "eligible_apd", "obsolete"]
    fields = ["nom", "nom_anglais", "alpha2", "alpha3", "region_monde", "eligible_apd", "dans_une_phrase", "slug", "obsolete"]
    search_help_text = "Nom, même sans accent, ou code ISO"

    @admin.display(description="dans une phrase")
    def dans_une_phrase(self, pays):
        return f"{pays.avec_article}, {pays.en_pays}, {pays.de_pays}"


@admin.register(Region)
class RegionAdmin(AdminReferentiel):
    list_display = ["nom", "code", "siren", "actuel"]
    list_filter = ["obsolete"]
    fields = ["nom", "code", "siren", "slug", "obsolete"]


@admin.register(Departement)
class DepartementAdmin(AdminReferentiel):
    list_display = ["nom", "code_insee", "siren", "region", "actuel"]
    list_filter = ["region", "obsolete"]
    list_select_related = ["region"]
    fields = ["nom", "code", "siren", "region", "slug", "obsolete"]

    @admin.display(description="code INSEE", ordering="ordre")
    def code_insee(self, departement):
        return departement.code


@admin.register(Epci)
class EpciAdmin(AdminReferentiel):
    list_display = ["nom", "siren", "nature", "population", "actuel"]
    list_filter = ["nature", "obsolete"]
    fields = ["nom", "siren", "nature", "population", "obsolete"]
    search_help_text = "Nom, même sans accent, ou SIREN"


@admin.register(Commune)
class CommuneAdmin(AdminReferentiel):
    list_display = ["nom", "insee", "postaux", "territoire", "habitants", "actuel"]
    list_filter = ["obsolete", "departement__region", "departement"]
    list_select_related = ["departement"]
    fields = ["nom", "insee", "siren", "population", "postaux", "departement", "epci", "slug", "obsolete"]
    search_help_text = "Nom, même sans accent, code INSEE ou code postal"

    @admin.display(description="codes postaux")
    def postaux(self, commune):
        return ", ".join(commune.codes_postaux)

    @admin.display(description="population", ordering=F("population").desc(nulls_last=True))
    def habitants(self, commune):
        return commune.population

    @admin.display(description="département ou territoire", ordering="departement__ordre")
    def territoire(self, commune):
        return commune.territoire


@admin.register(Odd)
class OddAdmin(AdminReferentiel):
    list_display = ["numero", "nom"]
    list_display_links = ["nom"]
    fields = ["numero", "nom", "obsolete"]
    search_help_text = "Nom, même sans accent, ou numéro"


@admin.register(ImportReferentiel)
class ImportReferentielAdmin(AdminLecture):
    list_display = ["millesime", "fait_le", "empreinte"]


class AdminListe(RechercheReferentiel, AdminBase):
    """A list that staff extend and rename. Rows are withdrawn (obsolete), not deleted: contents point at them."""

    # The key by which the import knows the row; changing it would make the import add the row again, and break shared links.
    cle = "slug"

    def get_readonly_fields(self, request, obj=None):
        return sorted({"slug", self.cle}) if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["nom"]}

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Secteur)
class SecteurAdmin(AdminListe):
    cle = "code"
    list_display = ["nom", "code", "ordre", "actuel"]
    list_filter = ["obsolete"]
    fields = ["nom", "nom_anglais", "code", "slug", "ordre", "obsolete"]


@admin.register(Theme)
class ThemeAdmin(AdminListe):
    list_display = ["nom", "slug", "ordre", "actuel"]
    list_filter = ["obsolete"]
    fields = ["nom", "slug", "ordre", "obsolete"]
