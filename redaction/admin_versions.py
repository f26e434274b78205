"""The versions of an item in the back office: each save keeps one; they are listed, compared and taken up in its form."""

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from redaction import versions
from redaction.admin_adresses import D_ADRESSE, AvecAdresse
from redaction.comparaison import champs_changes, comparer
from redaction.remplir import remplir

PAR_PAGE = 25
REPRENDRE = "reprendre"
"""The parameter of a form that names the version it is filled with."""
DU_JOUR = frozenset({"acces", "cercles", "etat"})
"""What a version never brings back: who reads, and where the thing stands today."""


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
    # Fields that stay as they are now when a version is taken up, beside the address, the access and the state.
    gardes_a_la_reprise = frozenset()

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
            if (du_tableau := getattr(request, "versions_du_tableau", None)) is None:
                versions.garder(objet=form.instance, par=request.user, note=note)
            else:
                du_tableau.setdefault(note, []).append(form.instance.pk)

    def avant_import(self, request):
        """Keep the versions of the rows of a table together, once they are all written."""
        request.versions_du_tableau = {}

    def apres_import(self, request):
        """Keep them, in the transaction of the import."""
        for note, cles in request.versions_du_tableau.items():
            versions.garder_plusieurs(modele=self.model, cles=cles, par=request.user, note=note)
        request.versions_du_tableau = None

    def delete_model(self, request, obj):
        """Forget what its versions said of a row that goes for good."""
        versions.oublier_les_versions(obj)
        super().delete_model(request, obj)

    def get_urls(self):
        """Add the list of the versions of an item, and what differs between two of them."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}"
        vue = self.admin_site.admin_view
        return [
            path("<path:object_id>/versions/", vue(self.versions), name=f"{nom}_versions"),
            path("<path:object_id>/versions/comparer/", vue(self.comparer), name=f"{nom}_comparer"),
            *super().get_urls(),
        ]

    def versions(self, request, object_id):
        """List the versions of an item, newest first: who, when, the note, and the names of what changed."""
        objet = self._lu(request, object_id)
        toutes = versions.versions_de(objet)
        page = Paginator(toutes, PAR_PAGE).get_page(request.GET.get("page"))
        debut = (page.number - 1) * PAR_PAGE
        # One more than is shown: the last of the page is compared with the one before it.
        voulues = list(toutes[debut : debut + PAR_PAGE + 1])
        etats, blocs = versions.etats_de(voulues), self._modeles_des_blocs()
        lignes = [
            (une, avant, self._changes(objet, etats, avant, une, blocs))
            for une, avant in zip(voulues, [*voulues[1:], None], strict=False)
        ][:PAR_PAGE]
        contexte = {
            "title": f"Versions : {objet}",
            "lignes": lignes,
            "page": page,
            "reprenable": self.has_change_permission(request, objet),
            "parametre": REPRENDRE,
        }
        return self._repondre(request, objet, "admin/versions/liste.html", contexte)

    def comparer(self, request, object_id):
        """Show what differs between two versions of an item, or between one and what it is now."""
        objet = self._lu(request, object_id)
        avant = self._version(objet, request.GET.get("avant"))
        apres = self._version(objet, request.GET.get("apres")) if request.GET.get("apres") else None
        if apres is not None and avant.pk > apres.pk:
            avant, apres = apres, avant
        etats = [versions.etat_de(avant), versions.etat_de(apres) if apres else versions.etat_actuel(objet)]
        contexte = {
            "title": f"Comparer : {objet}",
            "avant": avant,
            "apres": apres,
            "comparaison": comparer(type(objet), objet.pk, *etats, self._modeles_des_blocs()),
            "reprenable": self.has_change_permission(request, objet),
            "parametre": REPRENDRE,
        }
        return self._repondre(request, objet, "admin/versions/comparer.html", contexte)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Fill the form with the version that the address asks for; what is sent back with it is what counts."""
        formulaire = context["adminform"].form
        if obj is not None and REPRENDRE in request.GET and not formulaire.is_bound:
            if not self.has_change_permission(request, obj):
                raise PermissionDenied
            version = self._version(obj, request.GET[REPRENDRE])
            context["reprise"] = version
            context["manques"] = self._reprendre(formulaire, context["inline_admin_formsets"], version)
        context["a_des_versions"] = True
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _reprendre(self, formulaire, blocs, version):
        gardes = (
            versions.DU_JOURNAL
            | DU_JOUR
            | self.gardes_a_la_reprise
            | (D_ADRESSE if isinstance(self, AvecAdresse) else frozenset())
        )
        connus = self.blocs_versionnes()
        paires = [(un.formset, getattr(un.opts, "ajouts_gardes", False)) for un in blocs if type(un.opts) in connus]
        moment = date_format(timezone.localtime(version.revision.date_created), "DATETIME_FORMAT")
        formulaire.initial["note_version"] = f"Version du {moment} reprise"
        return remplir(formulaire, paires, versions.etat_de(version), gardes=gardes)

    def _modeles_des_blocs(self):
        return [bloc.model for bloc in self.blocs_versionnes()]

    def _changes(self, objet, etats, avant, apres, blocs):
        if avant is None:
            return None
        return champs_changes(type(objet), objet.pk, etats[avant.revision_id], etats[apres.revision_id], blocs)

    def _lu(self, request, object_id):
        """Return the item, for who may read it in the back office."""
        objet = self.get_object(request, unquote(object_id))
        if objet is None:
            raise Http404("Cet élément n’existe pas, ou plus.")
        if not self.has_view_permission(request, objet):
            raise PermissionDenied
        return objet

    def _version(self, objet, cle):
        """Return a version of `objet`, never of another row."""
        if cle is None or not cle.isascii() or not cle.isdigit() or len(cle) > 9:
            raise Http404("Cette version n’existe pas.")
        version = versions.versions_de(objet).filter(pk=cle).first()
        if version is None:
            raise Http404("Cette version n’existe pas, ou n’est pas de cet élément.")
        return version

    def _repondre(self, request, objet, gabarit, contexte):
        options = self.opts
        adresses = {
            page: reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[objet.pk])
            for page in ("change", "versions", "comparer")
        }
        contexte = {**self.admin_site.each_context(request), "opts": options, "objet": objet, "adresses": adresses, **contexte}
        contexte["genre"] = capfirst(options.verbose_name_plural)
        return TemplateResponse(request, gabarit, contexte)
