"""The back office of the threads: contents of all kinds tied one after the other, and where a content says its threads."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, F, Q
from django.forms import BaseInlineFormSet
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html

from gestion.base import AdminBase
from gestion.formulaires import FormulaireDeLigne
from gestion.registres import Registre
from gestion.relations import EnLigne
from redaction import actions
from redaction.choix_contenu import ChampContenu, ChoixDeContenu, cle_de, intitule, trouver
from redaction.models import Fil, Maillon
from redaction.suites import en_a
from socle.perms import a_le_droit

DERNIERE_PLACE = 999


class FormulaireMaillon(FormulaireDeLigne):
    """A content in a thread and its place; a row without a place comes last."""

    place = forms.IntegerField(required=False, min_value=1, max_value=DERNIERE_PLACE, widget=forms.NumberInput({"size": 3}))
    contenu = ChampContenu()

    class Meta:
        model = Maillon
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= {"place": self.instance.rang, "contenu": self.instance.objet}

    def clean(self):
        donnees = super().clean()
        if donnees.get("contenu"):
            self.instance.objet = donnees["contenu"]
        return donnees


class MaillonsDuFil(BaseInlineFormSet):
    """The contents of a thread, once each."""

    def clean(self):
        super().clean()
        cles = [cle_de(contenu) for contenu in self.contenus()]
        if len({*cles}) < len(cles):
            raise ValidationError("Un contenu figure deux fois dans ce fil : retirez-en un.", code="double")

    def contenus(self):
        """Return the contents that the form keeps, by place; those without one come last, in the order of the form."""
        gardes = [un.cleaned_data for un in self.forms if un not in self.deleted_forms and getattr(un, "cleaned_data", None)]
        gardes = [une for une in gardes if une.get("contenu")]
        return [une["contenu"] for une in sorted(gardes, key=lambda une: une.get("place") or DERNIERE_PLACE + 1)]


class MaillonsEnLigne(EnLigne):
    model = Maillon
    form = FormulaireMaillon
    formset = MaillonsDuFil
    fields = ["place", "contenu"]
    ordering = ["rang"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("objet")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        champ = formset.form.base_fields.get("contenu")
        if champ is not None:
            champ.widget = ChoixDeContenu(Maillon._meta.get_field("id_objet"), self.admin_site)
        return formset


class FilAdmin(AdminBase):
    list_display = ["titre", "nombre", "modifie_le"]
    search_fields = ["titre"]
    fields = ["titre"]
    inlines = [MaillonsEnLigne]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(nombre=Count("maillons"))

    @admin.display(description="contenus", ordering="nombre")
    def nombre(self, fil):
        return fil.nombre

    def get_urls(self):
        recherche = self.admin_site.admin_view(self.contenus)
        return [path("contenus/", recherche, name="redaction_fil_contenus"), *super().get_urls()]

    def contenus(self, request):
        """Answer the search of a content, as the search of a relation does."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        trouves = trouver(request.GET.get("term", ""), request.user)
        lignes = [{"id": cle_de(contenu), "text": intitule(contenu)} for contenu in trouves]
        return JsonResponse({"results": lignes, "pagination": {"more": False}})

    def save_formset(self, request, form, formset, change):
        """Write the whole thread at once, by its action; the rows only tell the history what was touched."""
        formset.save(commit=False)
        actions.composer_fil(fil=form.instance, contenus=formset.contenus(), par=request.user)


class AvecFils:
    """For the admin of a content: its form says in which threads it stands."""

    def registres(self, request, objet):
        """Add the threads of `objet` to what is read below its form."""
        colonnes = ("Sujet", "Place", "Contenus")
        avant = Count("fil__maillons", filter=Q(fil__maillons__rang__lte=F("rang")))
        maillons = (
            objet.maillons.select_related("fil").annotate(place=avant, nombre=Count("fil__maillons")).order_by("fil__titre")
        )
        lignes = [
            (_lien(un.fil), un.place, un.nombre) for un in (maillons.order_by("fil__titre") if en_a(objet, Maillon) else ())
        ]
        ajout = (reverse("admin:redaction_fil_add"), "Ouvrir un fil") if a_le_droit(request.user, "add", Fil) else None
        vide = "Ce contenu n’est dans aucun fil."
        return [*super().registres(request, objet), Registre("fils", "Fil du sujet", ajout, colonnes, lignes, vide=vide)]


def _lien(fil):
    return format_html('<a href="{}">{}</a>', reverse("admin:redaction_fil_change", args=[fil.pk]), fil)
