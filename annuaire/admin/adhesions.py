from django.contrib import admin

from annuaire.models import DemandeAdhesion
from gestion.base import AdminBase

ENVOYES = ["nom", "type", "code", "collectivite", "contact", "fonction", "courriel", "telephone", "message", "cree_le"]


@admin.register(DemandeAdhesion)
class DemandeAdhesionAdmin(AdminBase):
    """The requests to join: what was sent is read, the state and the follow-up are the team's. Forgotten after a year."""

    list_display = ["nom", "type", "etat", "contact", "fonction", "cree_le"]
    list_filter = ["etat", "type"]
    search_fields = ["nom", "contact", "courriel"]
    search_help_text = "Collectivité, personne ou adresse électronique"
    nom_cherche = "nom"
    date_hierarchy = "cree_le"
    fields = ["etat", "note", *ENVOYES]
    readonly_fields = ENVOYES
    list_select_related = ["collectivite"]

    def has_add_permission(self, request, obj=None):
        return False
