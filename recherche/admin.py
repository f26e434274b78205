from django.contrib import admin

from gestion.base import AdminBase
from recherche.models import RechercheVaine, Synonyme


@admin.register(Synonyme)
class SynonymeAdmin(AdminBase):
    list_display = ["__str__"]
    search_fields = ["expressions"]
    search_help_text = "Une des expressions"
    fields = ["expressions"]


@admin.register(RechercheVaine)
class RechercheVaineAdmin(AdminBase):
    """Read to write what is looked for and missing, or a synonym; nobody types one."""

    list_display = ["mots", "nombre", "derniere_le"]
    search_fields = ["mots"]
    search_help_text = "Un des mots cherchés"
    fields = readonly_fields = ["mots", "nombre", "derniere_le"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
