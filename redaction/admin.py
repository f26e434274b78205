"""The back office of what contents share: tasks, threads of subjects, contacts, old addresses."""

from django.contrib import admin

from gestion.base import AdminBase
from redaction.admin_adresses import AncienneAdresseAdmin
from redaction.admin_fils import FilAdmin
from redaction.admin_taches import TacheAdmin
from redaction.models import AncienneAdresse, Contact, Fil, Tache

admin.site.register(Fil, FilAdmin)
admin.site.register(Tache, TacheAdmin)
admin.site.register(AncienneAdresse, AncienneAdresseAdmin)


@admin.register(Contact)
class ContactAdmin(AdminBase):
    list_display = ["nom", "fonction", "courriel", "telephone"]
    search_fields = ["nom", "fonction", "courriel"]
