"""The back office of what contents share: tasks, threads of subjects, contacts, old addresses."""

from django.contrib import admin

from gestion.base import AdminBase, AdminLecture
from redaction.admin_fils import FilAdmin
from redaction.admin_taches import TacheAdmin
from redaction.models import AncienneAdresse, Contact, Fil, Tache

admin.site.register(Fil, FilAdmin)
admin.site.register(Tache, TacheAdmin)


@admin.register(Contact)
class ContactAdmin(AdminBase):
    list_display = ["nom", "fonction", "courriel", "telephone"]
    search_fields = ["nom", "fonction", "courriel"]


@admin.register(AncienneAdresse)
class AncienneAdresseAdmin(AdminLecture):
    list_display = ["chemin", "actuelle", "depuis"]
    search_fields = ["chemin", "actuelle"]
    date_hierarchy = "depuis"
