"""What every admin of the back office inherits."""

import hashlib
import json
from datetime import datetime
from functools import reduce
from operator import or_

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTimeWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import DataError
from django.db.models import DateField, ForeignKey, ManyToManyField, Model, Q, TimeField
from django.forms.models import ModelForm, model_to_dict
from django.forms.utils import to_current_timezone
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst

from socle import actions
from socle.acces import Acces
from socle.admin_historique import historique
from socle.admin_lignes import Lignes
from socle.admin_suppression import SuppressionDite
from socle.dates import annee_plausible
from socle.erreurs import par_champ
from socle.fonctions import normaliser, tri
from socle.templatetags.texte_riche import rendre
from socle.texte_riche import ChampRiche
from socle.widgets import Cache, ChampRelation, ChampRelations, ChoixAvecRecherche, ChoixMultipleAvecRecherche

# The fields that make the address of a page.
D_ADRESSE = frozenset({"slug", "nature", "parent"})


class FormulaireAdmin(ModelForm):
    """A form of the back office: a relation read with its object is shown without reading it again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nom, champ in self.fields.items():
            if isinstance(champ, ChampRelation) and self.instance._meta.get_field(nom).is_cached(self.instance):
                ligne = getattr(self.instance, nom)
                if ligne is not None and self.initial.get(nom) == ligne.pk:
                    self.initial[nom] = ligne

    def add_error(self, field, error):
        """Put what a constraint of the database refuses beside the field to correct."""
        if field is None and hasattr(error, "error_dict"):
            for champ, erreurs in par_champ(error, self.fields).items():
                super().add_error(champ, erreurs)
        else:
            super().add_error(field, error)

    @property
    def media(self):
        """The styles and scripts of the fields, gathered once for all the rows of a page: the admin makes a class for each."""
        classe = type(self)
        if "media_de_la_classe" not in vars(classe):
            classe.media_de_la_classe = super().media
        return classe.media_de_la_classe

    def clean(self):
        donnees = super().clean()
        if "cercles" in self.fields and donnees.get("acces") == Acces.GROUPE and not donnees.get("cercles"):
            self.add_error("cercles", "Choisissez au moins un groupe, une dynamique ou un comité : sinon, seule l’équipe lirait.")
        return donnees


class FormulaireVersionne(FormulaireAdmin):
    """A form that refuses to overwrite what someone else saved since it was opened; nothing typed is lost."""

    version = forms.CharField(widget=Cache, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["version"] = self._empreinte(self.instance, self.initial)

    def _empreinte(self, ligne, valeurs):
        """Return a digest of the values that the form shows, and of the moment `ligne` was last changed where it is kept."""
        vues = {nom: _en_texte(valeurs[nom]) for nom in self.base_fields if nom in valeurs and nom != "version"}
        vues["modifie_le"] = str(getattr(ligne, "modifie_le", ""))
        return hashlib.sha256(json.dumps(vues, sort_keys=True).encode()).hexdigest()

    def clean(self):
        donnees = super().clean()
        if self.instance._state.adding:
            return donnees
        # Locked until the end of the request's transaction: the second of two savers waits, then sees the first.
        actuelle = type(self.instance)._base_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if donnees.get("version") != self._empreinte(actuelle, model_to_dict(actuelle, [*self.base_fields])):
            moment = getattr(actuelle, "modifie_le", None)
            quand = f" à {date_format(timezone.localtime(moment), 'TIME_FORMAT')}" if moment else ""
            raise ValidationError(
                f"Quelqu’un a enregistré d’autres valeurs{quand}, pendant que vous écriviez. Votre saisie est toujours "
                "ci-dessous : ouvrez la version enregistrée dans un autre onglet, reportez-y vos changements.",
                code="version",
            )
        return donnees


class FormulaireDeLigne(FormulaireVersionne):
    """A row in the form of its parent: one that its reader left as it was is not written, whatever others made of it since."""

    def has_changed(self):
        return super().has_changed() and not self._laissee_telle_quelle()

    def clean(self):
        return super().clean() if self.has_changed() else self.cleaned_data

    def _laissee_telle_quelle(self):
        """Return whether what was sent is what was shown, unreadable values apart."""
        if self.instance._state.adding or not hasattr(self, "cleaned_data"):
            return False
        return self.cleaned_data.get("version") == self._empreinte(self.instance, self.cleaned_data)


def _en_texte(valeur):
    """Return what stands for a value of a form: keys for rows, in any order."""
    if isinstance(valeur, list):
        return sorted(map(_en_texte, valeur))
    return str(valeur.pk if isinstance(valeur, Model) else valeur)


class AvecRecherche:
    """For an admin or an inline with `autocomplete_fields`: our widgets, which no forged value breaks."""

    form = FormulaireAdmin

    def relations_cherchees(self, request):
        """Return the names of the relations to one row that the form shows with a search."""
        champs = (self.opts.get_field(nom) for nom in self.get_autocomplete_fields(request))
        return [champ.name for champ in champs if isinstance(champ, ForeignKey)]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Take away the red cross beside a chosen row: it reads « remove from here » and deletes the row itself."""
        champ = super().formfield_for_dbfield(db_field, request, **kwargs)
        if champ is not None and isinstance(champ.widget, RelatedFieldWidgetWrapper):
            champ.widget.can_delete_related = False
        return champ

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("form_class", ChampRelation)
            kwargs.setdefault("widget", ChoixAvecRecherche(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("form_class", ChampRelations)
            kwargs.setdefault("widget", ChoixMultipleAvecRecherche(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class LignesDuParent(AvecRecherche):
    """Rows in the form of another model, each read with what it points at: two rows cost the queries of twenty."""

    form = FormulaireDeLigne
    formset = Lignes
    extra = 0

    def get_fields(self, request, obj=None):
        """Add the version of the row, for those who may change it."""
        champs = super().get_fields(request, obj)
        return [*champs, "version"] if self.has_change_permission(request, obj) and "version" not in champs else champs

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related(*(champ.name for champ in self.opts.fields if isinstance(champ, ForeignKey)))
        )


class EnLigne(LignesDuParent, admin.TabularInline):
    """Rows of a table, for short fields."""


class EnBloc(LignesDuParent, admin.StackedInline):
    """Rows one below the other, for texts."""


class AdminBase(SuppressionDite, AvecRecherche, admin.ModelAdmin):
    """What every admin shares: buttons at both ends, twenty-five rows a page, a link to the page on the site."""

    form = FormulaireVersionne
    save_on_top = True
    list_per_page = 25
    list_max_show_all = 200

    # An hour is an hour and minutes: no « 14:00:00 ».
    formfield_overrides = {TimeField: {"widget": AdminTimeWidget(format="%H:%M")}}
    # Help texts that say more than the model's, by field.
    aides = {}

    class Media:
        js = ["admin-cuf/adresse.js"]

    def save_model(self, request, obj, form, change):
        """Save; when a page that visitors could read changes its address, the old one leads to the new one."""
        avant = type(obj)._base_manager.get(pk=obj.pk) if change and D_ADRESSE.intersection(form.changed_data) else None
        super().save_model(request, obj, form, change)
        if avant is None or not self.est_publique(avant) or avant.get_absolute_url() == obj.get_absolute_url():
            return
        if not self.reste_publique(request, obj):
            return  # The new address, which no visitor is to learn, would be told by the old one.
        actions.deplacer(objet=obj, avant=avant.get_absolute_url(), par=request.user)
        self.message_user(request, f"L’ancienne adresse de la page, {avant.get_absolute_url()}, conduit désormais à la nouvelle.")

    def est_publique(self, objet):
        """Return whether visitors find the page of `objet`."""
        return hasattr(objet, "get_absolute_url")

    def reste_publique(self, request, objet):
        """Return whether visitors still find the page of `objet`, saved, once the request is done."""
        return self.est_publique(objet)

    def changelist_view(self, request, extra_context=None):
        """Refuse (400) what the stock filters let through to the database and it cannot compare: null bytes, broken patterns."""
        if any("\0" in valeur for nom, valeurs in request.GET.lists() if nom != SEARCH_VAR for valeur in valeurs):
            raise BadRequest("A null byte in a filter of the back office.")
        try:
            # The name of the list, where Django says « Sélectionnez l’objet … à changer ».
            return super().changelist_view(request, {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})})
        except (OverflowError, DataError) as erreur:
            raise BadRequest("A value that the database cannot read in a filter of the back office.") from erreur

    def response_action(self, request, queryset):
        """Refuse (400) an action on what cannot be the key of a row."""
        for cle in request.POST.getlist(ACTION_CHECKBOX_NAME):
            if _lue(self.opts.pk, cle) is None:
                raise BadRequest("A key that cannot be, in an action of the back office.")
        return super().response_action(request, queryset)

    def get_changelist_instance(self, request):
        """Refuse (400) the last year of the calendar in the address: the dates of Python have no day after it."""
        try:
            liste = super().get_changelist_instance(request)
        except ValueError as erreur:
            raise BadRequest("A date out of the calendar in a filter of the back office.") from erreur
        for filtre in liste.filter_specs:
            filtre.title = capfirst(filtre.title)
            filtre.empty_value_display = "non renseigné"  # at the end of a filter, « - » says nothing
        return liste

    def get_object(self, request, object_id, from_field=None):
        """Return the row at a key, its relations read with it; nothing at a null byte, which the database does not compare."""
        if "\0" in object_id:
            return None
        champ = self.opts.get_field(from_field) if from_field else self.opts.pk
        lignes, relations = self.get_queryset(request), self.relations_cherchees(request)
        if relations:
            lignes = lignes.select_related(*relations)
        try:
            return lignes.get(**{champ.name: champ.to_python(object_id)})
        except (ObjectDoesNotExist, ValidationError, ValueError):
            return None

    def history_view(self, request, object_id, extra_context=None):
        """Show the steps that the journal keeps (submitted, published, sent back…) among the changes of the forms."""
        objet = self.get_object(request, unquote(object_id))
        faits = historique(objet) if objet is not None else []
        return super().history_view(request, object_id, {"faits": faits, **(extra_context or {})})

    def get_search_results(self, request, queryset, search_term):
        """Return the rows that hold every word in one of `search_fields`, whatever accents, capitals and apostrophes.

        The second value says that no row comes twice.
        """
        mots = search_term.replace("\0", " ").split()
        cles = {f"cle_{rang}": tri(chemin) for rang, chemin in enumerate(self.get_search_fields(request))}
        if not mots or not cles:
            return queryset, False
        lignes = queryset.order_by().annotate(**cles)
        for mot in mots:
            lignes = lignes.filter(reduce(or_, (Q(**{f"{cle}__contains": normaliser(mot)}) for cle in cles)))
        return queryset.filter(pk__in=lignes.values("pk")), False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Name the page in French that holds for any noun (« Actualité : ajout », where Django has « Ajout de actualité »)."""
        titre = f"{self.opts.verbose_name.capitalize()} : {'modification' if object_id else 'ajout'}"
        return super().changeform_view(request, object_id, form_url, {"title": titre, **(extra_context or {})})

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Help with a field in the words of this admin; say nothing of how to fill one that is only read."""
        aides = {**self.aides, **{nom: "" for nom in self.get_readonly_fields(request, obj) if isinstance(nom, str)}}
        return super().get_form(request, obj, change=change, **{"help_texts": aides, **kwargs})

    def get_changeform_initial_data(self, request):
        """Fill the form with what the address says and its fields can hold; the rest is left out."""
        valeurs = {}
        for nom, recu in super().get_changeform_initial_data(request).items():
            try:
                champ = self.opts.get_field(nom)
            except FieldDoesNotExist:
                continue
            if isinstance(champ, ManyToManyField):
                valeurs[nom] = [cle for cle in recu if _lue(champ.related_model._meta.pk, cle) is not None]
            elif champ.concrete:
                valeurs[nom] = _lue(champ, recu)
        return {nom: valeur for nom, valeur in valeurs.items() if valeur is not None}

    def get_fieldsets(self, request, obj=None):
        return self.completer(request, obj, super().get_fieldsets(request, obj))

    def completer(self, request, obj, blocs):
        """Return the fieldsets with the version of `obj`; its rich texts as they read where `request.user` may not change it."""
        # Where an admin names no block, Django lists every field of the form.
        blocs = [(titre, {**bloc, "fields": [nom for nom in bloc["fields"] if nom != "version"]}) for titre, bloc in blocs]
        if obj is None:
            return blocs
        if self.has_change_permission(request, obj):
            blocs[0][1]["fields"].insert(0, "version")
            return blocs
        riches = {champ.name: _lecture(champ) for champ in self.opts.fields if isinstance(champ, ChampRiche)}
        return [(titre, {**bloc, "fields": [_remplacer(champ, riches) for champ in bloc["fields"]]}) for titre, bloc in blocs]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Name both halves of a date and time, which the stock form leaves without a label."""
        champ = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, DateField) and champ is not None:
            champ.validators.append(annee_plausible)
        if champ is not None and isinstance(champ.widget, AdminSplitDateTime):
            for moitie, nom in zip(champ.widget.widgets, ("jour", "heure"), strict=True):
                moitie.attrs["aria-label"] = f"{champ.label} : {nom}"
        return champ

    def get_view_on_site_url(self, obj=None):
        """Return the page of `obj` on the site, or None for a model without a page."""
        return obj.get_absolute_url() if obj is not None and hasattr(obj, "get_absolute_url") else None


def _lue(champ, texte):
    """Return `texte` as a value of `champ`, a moment in our time; None where it cannot be one."""
    if "\0" in texte:
        return None
    try:
        valeur = champ.to_python(texte)
        return to_current_timezone(valeur) if isinstance(valeur, datetime) else valeur
    except (ValidationError, ValueError, OverflowError):
        return None


def _remplacer(champ, riches):
    return champ if isinstance(champ, (list, tuple)) else riches.get(champ, champ)


def _lecture(champ):
    """Return the column that shows a rich text, under the name of its field."""

    @admin.display(description=champ.verbose_name)
    def lecture(objet):
        return format_html('<div class="texte-lu">{}</div>', rendre(getattr(objet, champ.attname)))

    lecture.__name__ = champ.name
    return lecture


class AdminLecture(AdminBase):
    """An admin to read only: rows are written by the application, and stay with what they are about."""

    lignes_gardees = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
