from django.contrib import admin

from appels.models import Appel, Signature
from gestion.listes import RelationPresente
from gestion.relations import EnLigne
from redaction.admin_contenu import AdminContenu


class Cloture(admin.SimpleListFilter):
    """Rows by whether they still take answers."""

    title = "clôture"
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        return [("ouverts", "ouverts"), ("clos", "clos")]

    def queryset(self, request, queryset):
        if self.value() == "ouverts":
            return queryset.ouverts()
        return queryset.clos() if self.value() == "clos" else queryset


class SignaturesEnLigne(EnLigne):
    model = Signature
    fields = ["prenom", "nom", "fonction", "collectivite", "organisme"]
    autocomplete_fields = ["collectivite"]


@admin.register(Appel)
class AppelAdmin(AdminContenu):
    list_display = ["titre", "genre", "organisme", "cloture", "etat_publication", "acces"]
    list_filter = [Cloture, *AdminContenu.list_filter, "genre", ("pays", RelationPresente)]
    autocomplete_fields = [*AdminContenu.autocomplete_fields, "pays", "themes", "groupes", "collectivites"]
    aides = {
        "titre": "Le poste, l’appel ou l’enquête, sans l’employeur ni la date : ils ont leur champ.",
        "image": "Facultative : sans image, la page n’en montre aucune.",
        "depublie_le": "À laisser vide : après la clôture, la page reste et dit que c’est clos.",
    }
    champs_propres = ["genre", "organisme", ("lieu", "contrat"), ("cloture", "heure_cloture"), "lien"]
    champs_texte = ["suites"]
    champs_sujets = ["pays", "themes", "groupes", "collectivites"]
    inlines = [SignaturesEnLigne]

    def get_inlines(self, request, obj):
        """Offer the list of those who sign where there is one to keep."""
        signe = obj is not None and (obj.genre == Appel.Genre.SIGNATURES or obj.signatures.exists())
        return self.inlines if signe else []
