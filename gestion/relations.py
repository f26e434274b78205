"""Fields of the back office where a relation is searched, and the rows of another model in a form."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import DecimalField, ForeignKey, IntegerField
from django.forms import MultiWidget
from django.forms.utils import pretty_name
from django.utils.text import capfirst

from gestion.formulaires import FormulaireAdmin, FormulaireDeLigne
from gestion.widgets import ChampRelation, ChampRelations, ChoixAvecRecherche, ChoixMultipleAvecRecherche
from socle.champs import ChampDecimal, ChampEntier


class AvecRecherche:
    """For an admin or an inline with `autocomplete_fields`: our widgets, which no forged value breaks."""

    form = FormulaireAdmin

    def relations_cherchees(self, request):
        """Return the names of the relations to one row that the form shows with a search."""
        champs = (self.opts.get_field(nom) for nom in self.get_autocomplete_fields(request))
        return [champ.name for champ in champs if isinstance(champ, ForeignKey)]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Take away the red cross beside a chosen row: it reads « remove from here » and deletes the row itself.

        A number is read whatever the spaces in it.
        """
        if isinstance(db_field, (DecimalField, IntegerField)):
            kwargs.setdefault("form_class", ChampDecimal if isinstance(db_field, DecimalField) else ChampEntier)
        champ = super().formfield_for_dbfield(db_field, request, **kwargs)
        if champ is not None and isinstance(champ.widget, RelatedFieldWidgetWrapper):
            champ.widget.can_delete_related = False
        return champ

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("form_class", ChampRelation)
            choix = self._choix(db_field, "choix_d_une", ChoixAvecRecherche)
            kwargs.setdefault("widget", choix(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("form_class", ChampRelations)
            choix = self._choix(db_field, "choix_de_plusieurs", ChoixMultipleAvecRecherche)
            kwargs.setdefault("widget", choix(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _choix(self, db_field, nom, ordinaire):
        """Return the widget by which the admin of the model pointed at has its rows chosen; most say none."""
        return getattr(self.admin_site._registry.get(db_field.remote_field.model), nom, ordinaire)


class LignesDuParent(AvecRecherche):
    """Rows in the form of another model, each read with what it points at: two rows cost the queries of twenty."""

    form = FormulaireDeLigne
    extra = 0

    def get_fields(self, request, obj=None):
        """Add the digest of the row, for those who may change it."""
        champs = super().get_fields(request, obj)
        return [*champs, "empreinte"] if self.has_change_permission(request, obj) and "empreinte" not in champs else champs

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related(*(champ.name for champ in self.opts.fields if isinstance(champ, ForeignKey)))
        )


class EnLigne(LignesDuParent, admin.TabularInline):
    """Rows of a table, for short fields: each is named as the head of its column, which no script of a reader ties to it."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (ChampsNommes, formset), {})


class ChampsNommes:
    """For a set of forms shown as a table."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for nom, champ in form.fields.items():
            saisie = champ.widget.widget if isinstance(champ.widget, RelatedFieldWidgetWrapper) else champ.widget
            if not isinstance(saisie, MultiWidget):  # whose halves have names of their own
                saisie.attrs.setdefault("aria-label", capfirst(champ.label or pretty_name(nom)))


class EnBloc(LignesDuParent, admin.StackedInline):
    """Rows one below the other, for texts."""
