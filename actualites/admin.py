from django.contrib import admin

from actualites.models import Actualite
from gestion.listes import RelationPresente
from redaction.admin_contenu import AdminContenu


@admin.register(Actualite)
class ActualiteAdmin(AdminContenu):
    list_display = ["titre", "genre", "etat_publication", "en_ligne_le", "acces", "auteur", "modifie_le"]
    list_filter = [*AdminContenu.list_filter, "genre", ("pays", RelationPresente), "themes"]
    autocomplete_fields = [*AdminContenu.autocomplete_fields, "pays", "themes", "groupes", "fonds", "collectivites", "projets"]
    aides = {"sous_titre": "Complète le titre, en quelques mots. Pour une rencontre, le lieu : « à Nantes »."}
    champs_propres = ["genre"]
    champs_sujets = ["pays", "themes", "groupes", "fonds", "collectivites", "projets"]
