"""Lists of the back office that cost the same whatever the number of rows: what they count, load and offer stops early."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.search import SearchVectorField
from django.db.models import OuterRef, TextField

from socle.lies import tient_une
from socle.listes import PaginateurBorne


class Liste(ChangeList):
    """A list that leaves in the database the long texts that it does not show."""

    def get_queryset(self, request, exclude_parameters=None):
        lignes = super().get_queryset(request, exclude_parameters)
        caches = [nom for nom in _longs(self.model) if nom not in self.list_display]
        for relation in self.list_select_related or ():
            caches += [f"{relation}__{nom}" for nom in _longs(self.opts.get_field(relation).related_model)]
        return lignes.defer(*caches)

    def get_results(self, request):
        super().get_results(request)
        # Said by the count of all the rows, which is not made.
        self.show_admin_actions = bool(self.result_count)


def _longs(modele):
    """Return the names of the texts of any length, and of the columns that are only searched."""
    return [champ.name for champ in modele._meta.concrete_fields if _est_long(champ)]


def _est_long(champ):
    if champ.generated:
        return isinstance(champ.output_field, SearchVectorField)
    return isinstance(champ, TextField) and champ.max_length is None


class PaginateurDeListe(PaginateurBorne):
    """Pages of the back office, read in the order of the list: its indexes give it."""

    def lignes(self, debut, fin):
        return self.object_list[debut:fin]


class RelationPresente(admin.RelatedFieldListFilter):
    """A filter on the rows that the list names: each is asked whether one row names it, and the list is not read."""

    def field_choices(self, field, request, model_admin):
        """Return the (key, label) pairs of the rows named at least once."""
        lignes = model_admin.model._base_manager.filter(**{self.field_path: OuterRef("pk")})
        nommees = field.related_model._base_manager.filter(tient_une(lignes))
        ordre = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, limit_choices_to={"pk__in": nommees.values("pk")}, ordering=ordre)
