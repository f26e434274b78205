"""Form widgets of the back office."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import ModelChoiceIteratorValue


class Cache(forms.HiddenInput):
    """A hidden input for the admin, which writes a label for every field: this one points at nothing."""

    def id_for_label(self, id_):
        return ""


class _ClesVraies:
    """Django's own search of a relation breaks (500) on what cannot be a key; here the form says that the choice is not valid."""

    def format_value(self, value):
        """Keep the rows that come with their key: `optgroups` need not read them again."""
        valeurs = value if isinstance(value, (list, tuple)) else [value]
        if valeurs and all(isinstance(une, ModelChoiceIteratorValue) for une in valeurs):
            return list(valeurs)
        return super().format_value(value)

    def optgroups(self, name, value, attrs=None):
        """Return the options chosen; what cannot be a key of the relation has none."""
        if not (value and isinstance(value[0], ModelChoiceIteratorValue)):
            cles = [cle for cle in value if cle and self._est_une_cle(cle)]
            if cles:
                return super().optgroups(name, cles, attrs)
            value = []
        vide = [] if self.is_required or self.allow_multiple_selected else [self.create_option(name, "", "", False, 0)]
        mots = self.choices.field.label_from_instance
        return [(None, vide + [self.create_option(name, une.value, mots(une.instance), True, 0) for une in value], 0)]

    def create_option(self, name, value, label, *args, **kwargs):
        """Give words to the option that stands for nothing, as HTML asks."""
        return super().create_option(name, value, label or "—", *args, **kwargs)

    def _est_une_cle(self, valeur):
        champ = self.field.remote_field.model._meta.pk
        try:
            champ.to_python(valeur)
        except ValidationError:
            return False
        return True


class _AvecSaLigne:
    """A field whose value, read from the database with its object, is given to the widget with its row."""

    def prepare_value(self, value):
        if isinstance(value, list):
            return [self.prepare_value(une) for une in value]
        cle = super().prepare_value(value)
        return ModelChoiceIteratorValue(cle, value) if isinstance(value, Model) else cle


class ChampRelation(_AvecSaLigne, forms.ModelChoiceField):
    """The field of `ChoixAvecRecherche`."""


class ChampRelations(_AvecSaLigne, forms.ModelMultipleChoiceField):
    """The field of `ChoixMultipleAvecRecherche`."""


class ChoixAvecRecherche(_ClesVraies, AutocompleteSelect):
    """The choice of one row, found by typing some letters."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Leave to the form to ask for a choice: in HTML a required list begins with an empty one, which this one has not."""
        return {nom: valeur for nom, valeur in super().build_attrs(base_attrs, extra_attrs).items() if nom != "required"}


class ChoixMultipleAvecRecherche(_ClesVraies, AutocompleteSelectMultiple):
    """The choice of several rows, found by typing some letters."""
