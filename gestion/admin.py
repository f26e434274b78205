"""The back office of what the ground keeps: circles of readers, and the journal."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from gestion.base import AdminLecture
from socle.journal import mots_de_l_action
from socle.lies import valeurs_distinctes
from socle.models import Cercle, Journal

admin.site.disable_action("delete_selected")


@admin.register(Cercle)
class CercleAdmin(AdminLecture):
    """Only here to be searched: groups and committees are kept in « Groupes-pays et dynamiques »."""

    search_fields = ["nom"]

    def get_model_perms(self, request):
        return {}


class ActionFaite(admin.SimpleListFilter):
    """Entries by what was done, in words; only what was done at least once."""

    title = "action"
    parameter_name = "fait"

    def lookups(self, request, model_admin):
        faites = valeurs_distinctes(Journal, "action")
        return sorted(((action, mots_de_l_action(action)) for action in faites), key=lambda couple: couple[1])

    def queryset(self, request, queryset):
        return queryset.filter(action=self.value()) if self.value() else queryset


class GenreDObjet(admin.SimpleListFilter):
    """Entries by the kind of thing they are about; only the kinds present."""

    title = "type d’objet"
    parameter_name = "type"

    def lookups(self, request, model_admin):
        presents = ContentType.objects.filter(pk__in=valeurs_distinctes(Journal, "type_objet"))
        return sorted(((un.model, un.name) for un in presents), key=lambda couple: couple[1])

    def queryset(self, request, queryset):
        return queryset.filter(type_objet__model=self.value()) if self.value() else queryset


class Auteur(admin.SimpleListFilter):
    """Entries by who made them; the accounts of the team that made one."""

    title = "personne"
    parameter_name = "par"

    def lookups(self, request, model_admin):
        presents = get_user_model().objects.filter(pk__in=valeurs_distinctes(Journal, "par"), is_staff=True)
        return sorted(((str(un.pk), un.get_full_name() or str(un)) for un in presents), key=lambda couple: couple[1])

    def queryset(self, request, queryset):
        cle = self.value() or ""
        return queryset.filter(par=int(cle)) if cle.isascii() and cle.isdecimal() and len(cle) < 19 else queryset


@admin.register(Journal)
class JournalAdmin(AdminLecture):
    list_display = ["le", "par", "quoi", "genre", "intitule"]
    list_display_links = ["le", "intitule"]
    list_filter = [Auteur, ActionFaite, GenreDObjet]
    fields = ["le", "par", "quoi", "genre", "intitule", "detail"]
    list_select_related = ["par", "type_objet"]
    search_fields = ["intitule", "par__courriel"]
    date_hierarchy = "le"

    @admin.display(description="action", ordering="action")
    def quoi(self, entree):
        return entree.libelle

    @admin.display(description="type d’objet", ordering="type_objet")
    def genre(self, entree):
        return entree.genre
