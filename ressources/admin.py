from django.contrib import admin

from redaction.admin_contenu import AdminContenu
from ressources.models import Media, Publication


@admin.register(Publication)
class PublicationAdmin(AdminContenu):
    list_display = ["titre", "genre", "edition", "parue_le", "etat_publication", "acces"]
    list_filter = [*AdminContenu.list_filter, "genre", "papier", "numerique"]
    date_hierarchy = "parue_le"
    autocomplete_fields = [*AdminContenu.autocomplete_fields, "remplace", "pays", "themes", "groupes"]
    champs_propres = [
        "genre",
        ("edition", "parue_le"),
        "remplace",
        ("pages", "partenariats_recenses"),
        ("papier", "numerique"),
        ("prix", "gratuit_adherents"),
    ]
    champs_sujets = ["pays", "themes", "groupes"]


@admin.register(Media)
class MediaAdmin(AdminContenu):
    list_display = ["titre", "genre", "etat_publication", "en_ligne_le", "acces"]
    list_filter = [*AdminContenu.list_filter, "genre"]
    autocomplete_fields = [*AdminContenu.autocomplete_fields, "pays", "themes"]
    champs_propres = ["genre", "lien", "transcription"]
    champs_sujets = ["pays", "themes"]
