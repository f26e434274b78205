from django.contrib import admin

from comptes.admin import UtilisateurAdmin
from comptes.models import Utilisateur

admin.site.unregister(Utilisateur)


@admin.register(Utilisateur)
class CompteAdmin(UtilisateurAdmin):
    """The accounts, as their app shows them, with the collectivités each is tied to, by which they are found too."""

    search_fields = [*UtilisateurAdmin.search_fields, "rattachements__collectivite__nom"]
    change_form_template = "admin/annuaire/compte.html"
