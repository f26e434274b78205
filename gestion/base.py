"""What every admin of the back office inherits."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ORDER_VAR
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTimeWidget
from django.db.models import DateField, TimeField
from django.template.loader import render_to_string
from django.utils.text import capfirst

from gestion.adresses import AdressesLues
from gestion.conflits import rassembler
from gestion.echanges.vues import AvecEchanges
from gestion.formulaires import FormulaireAvecEmpreinte
from gestion.historique import historique
from gestion.listes import Liste, PaginateurDeListe
from gestion.recherche import chercher, par_nom
from gestion.relations import AvecRecherche
from gestion.suppression import SuppressionDite
from gestion.vues_gardees import AvecVues
from socle.dates import annee_plausible
from socle.envois import recevoir
from socle.perms import dans_le_perimetre
from socle.texte_riche import ChampRiche


class AdminBase(SuppressionDite, AdressesLues, AvecEchanges, AvecVues, AvecRecherche, admin.ModelAdmin):
    """What every admin shares: buttons at both ends, twenty-five rows a page, a link to the page on the site."""

    form = FormulaireAvecEmpreinte
    save_on_top = True
    list_per_page = 25
    list_max_show_all = 200
    show_full_result_count = False
    paginator = PaginateurDeListe

    # An hour is an hour and minutes: no « 14:00:00 ».
    formfield_overrides = {TimeField: {"widget": AdminTimeWidget(format="%H:%M")}}
    # The name by which people look for a row: those that bear it come first, before those that it is only found about.
    nom_cherche = None
    # Whether there is one row, which the menu opens at once.
    sans_liste = False
    # Whether the tables of `registres` stand above the fields: where they are what the form is opened for.
    registres_en_tete = False
    # Help texts that say more than the model's, by field.
    aides = {}

    class Media:
        js = ["admin-cuf/adresse.js"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and dans_le_perimetre(request.user, "add", self.model)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and dans_le_perimetre(request.user, "change", obj or self.model)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and dans_le_perimetre(request.user, "delete", obj or self.model)

    def registres(self, request, objet):
        """Return the tables to read below the form of `objet` (`gestion.registres.Registre`)."""
        return []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["registres"] = self.registres(request, obj) if obj is not None else []
        context["registres_en_tete"] = self.registres_en_tete
        context["a_un_cote"] = any("cote" in bloc.classes for bloc in context["adminform"])
        if change and request.method == "POST":
            formsets = [bloc.formset for bloc in context["inline_admin_formsets"]]
            context["entre_temps"] = rassembler(context["adminform"].form, formsets)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def est_publique(self, objet):
        """Return whether visitors find the page of `objet`."""
        return hasattr(objet, "get_absolute_url")

    def changelist_view(self, request, extra_context=None):
        """Name the list by its plural, where Django says « Sélectionnez l’objet … à changer ».

        An action on the rows ticked is done once: pressed twice, an invitation is one message.
        """
        contexte = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        montrer = partial(super().changelist_view, request, contexte)
        return recevoir(request, montrer) if request.POST.getlist(ACTION_CHECKBOX_NAME) else montrer()

    def get_changelist(self, request, **kwargs):
        return Liste

    def get_changelist_instance(self, request):
        """Name the filters as titles, and what has no value in words: « - » says nothing at the end of a filter."""
        liste = super().get_changelist_instance(request)
        for filtre in liste.filter_specs:
            filtre.title = capfirst(filtre.title)
            filtre.empty_value_display = "non renseigné"
        return liste

    def history_view(self, request, object_id, extra_context=None):
        """Show the steps that the journal keeps (submitted, published, sent back…) among the changes of the forms."""
        objet = self.get_object(request, unquote(object_id))
        faits = historique(objet) if objet is not None else []
        return super().history_view(request, object_id, {"faits": faits, **(extra_context or {})})

    def get_search_results(self, request, queryset, search_term):
        """Return the rows that hold every word in one of `search_fields`, whatever accents, capitals, hyphens and apostrophes.

        Those of that name come first, unless a column is asked for. The second value says that no row comes twice.
        """
        lignes = chercher(queryset, self.get_search_fields(request), search_term)
        if self.nom_cherche and ORDER_VAR not in request.GET:
            lignes = par_nom(lignes, self.nom_cherche, search_term)
        return lignes, False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Name the page in French that holds for any noun (« Actualité : ajout », where Django has « Ajout de actualité »)."""
        titre = f"{self.opts.verbose_name.capitalize()}\u00a0: {'modification' if object_id else 'ajout'}"
        contexte = {"title": titre, **(extra_context or {})}
        # Sent twice, it writes once: a button pressed twice is neither two rows nor someone else's change.
        return recevoir(request, lambda: self.formulaire(request, object_id, form_url, contexte))

    def formulaire(self, request, object_id, form_url, contexte):
        """Show the form, or write what it says: the view, within the care of `changeform_view`."""
        return super().changeform_view(request, object_id, form_url, contexte)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Say, besides, that nothing is written: what was typed of a row deleted meanwhile stays in its browser."""
        reponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        reponse.rien_d_ecrit = True
        return reponse

    def delete_view(self, request, object_id, extra_context=None):
        """Delete once what is confirmed twice."""
        return recevoir(request, lambda: super(AdminBase, self).delete_view(request, object_id, extra_context))

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Help with a field in the words of this admin; say nothing of how to fill one that is only read."""
        aides = {**self.aides, **{nom: "" for nom in self.get_readonly_fields(request, obj) if isinstance(nom, str)}}
        return super().get_form(request, obj, change=change, **{"help_texts": aides, **kwargs})

    def get_fieldsets(self, request, obj=None):
        return self.completer(request, obj, super().get_fieldsets(request, obj))

    def completer(self, request, obj, blocs):
        """Return the fieldsets with the digest of `obj`; its rich texts as they read where `request.user` may not change it."""
        # Where an admin names no block, Django lists every field of the form.
        blocs = [(titre, {**bloc, "fields": [nom for nom in bloc["fields"] if nom != "empreinte"]}) for titre, bloc in blocs]
        if obj is None:
            return blocs
        if self.has_change_permission(request, obj):
            blocs[0][1]["fields"].insert(0, "empreinte")
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


def _remplacer(champ, riches):
    return champ if isinstance(champ, (list, tuple)) else riches.get(champ, champ)


def _lecture(champ):
    """Return the column that shows a rich text, under the name of its field."""

    @admin.display(description=champ.verbose_name)
    def lecture(objet):
        return render_to_string("admin/includes/texte_lu.html", {"texte": getattr(objet, champ.attname)})

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
