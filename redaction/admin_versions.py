"""The versions of an item in the back office: each save keeps one."""

from django import forms

from redaction import versions


class ChampNote(forms.CharField):
    """Why this version: no value of the row, so that to write it alone changes nothing."""

    def has_changed(self, initial, data):
        return False


class AvecNote(forms.Form):
    """The note of the version that a save makes."""

    note_version = ChampNote(
        label="Note de version",
        required=False,
        max_length=versions.NOTE_MAX,
        help_text="Facultatif : ce que vous avez changé, pour retrouver cette version.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class AvecVersions:
    """For the admin of something edited: each save is a version; comes first among the bases."""

    # The inlines that are no text of the item: rights, memberships, what others wrote.
    blocs_sans_version = ()

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        versions.inscrire(model, [bloc.model for bloc in self.blocs_versionnes()])

    def blocs_versionnes(self):
        """Return the inlines whose rows are kept with the item."""
        return [bloc for bloc in self.inlines if bloc not in self.blocs_sans_version]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Add the note of the version."""
        forme = kwargs.pop("form", self.form)
        return super().get_form(request, obj, change=change, form=type(forme.__name__, (AvecNote, forme), {}), **kwargs)

    def completer(self, request, obj, blocs):
        """Put the note last, folded, before who may write."""
        blocs = super().completer(request, obj, blocs)
        ecrit = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        blocs = [(titre, {**bloc, "fields": [nom for nom in bloc["fields"] if nom != "note_version"]}) for titre, bloc in blocs]
        if not ecrit:
            return blocs
        return [*blocs, ("Note de version", {"fields": ["note_version"], "classes": ["collapse"]})]

    def save_model(self, request, obj, form, change):
        if change:
            versions.garder_l_etat_trouve(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Keep the version once all is written; a form sent as it was, without a note, makes none."""
        super().save_related(request, form, formsets, change)
        note = form.cleaned_data.get("note_version", "")
        if not change or note or form.has_changed() or any(bloc.has_changed() for bloc in formsets):
            versions.garder(objet=form.instance, par=request.user, note=note)
