from django.contrib import admin

from pages.models import Page
from socle.admin_contenu import AdminContenu


@admin.register(Page)
class PageAdmin(AdminContenu):
    si_tenu = "Cette page a des sous-pages : rangez-les d’abord sous une autre page, ou archivez celle-ci."
    list_display = ["titre", "parent", "menu", "ordre", "etat_publication", "modifie_le"]
    list_filter = [*AdminContenu.list_filter, "menu"]
    list_select_related = ["parent"]
    autocomplete_fields = [*AdminContenu.autocomplete_fields, "parent"]
    champs_propres = ["parent", ("menu", "titre_menu", "ordre")]
