"""The back office of elections: when they are, whom they concern, and what follows them.

Here, for what follows them touches the presidencies of groups, that the directory does not know.
"""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from annuaire.models import Collectivite
from gestion.base import AdminBase
from gestion.formulaires import FormulaireAvecEmpreinte
from groupes_pays.confirmation import AConfirmer
from socle.dates import plage_de_dates


class FormulaireElection(FormulaireAvecEmpreinte):
    """An election, that concerns somebody."""

    types = forms.MultipleChoiceField(
        label="Types de collectivités",
        choices=Collectivite.Type,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Toutes celles de ces types sont concernées.",
    )

    def clean(self):
        donnees = super().clean()
        if not donnees.get("types") and not donnees.get("collectivites"):
            self.add_error("types", "Dites qui cette élection concerne : des types de collectivités, ou quelques collectivités.")
        return donnees


class ElectionAdmin(AConfirmer, AdminBase):
    form = FormulaireElection
    list_display = ["nom", "tours", "concernees", "a_confirmer"]
    list_filter = ["genre"]
    search_fields = ["genre", "collectivites__nom"]
    autocomplete_fields = ["collectivites"]
    fieldsets = [
        (None, {"fields": ["genre", ("premier_tour", "dernier_tour")]}),
        ("Qui est concerné", {"fields": ["types", "collectivites"]}),
        ("Période électorale", {"fields": [("periode_du", "periode_au")]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("collectivites")

    @admin.display(description="élection", ordering="dernier_tour")
    def nom(self, election):
        return str(election)

    @admin.display(description="tours")
    def tours(self, election):
        return plage_de_dates(election.premier_tour, election.dernier_tour)

    @admin.display(description="concerne")
    def concernees(self, election):
        types = dict(Collectivite.Type.choices)
        return ", ".join([*(types[un] for un in election.types), *(str(une) for une in election.collectivites.all())])

    @admin.display(description="suites")
    def a_confirmer(self, election):
        adresse = reverse("admin:annuaire_election_confirmer", args=[election.pk])
        return format_html('<a href="{}">{}</a>', adresse, "mandats à confirmer")
