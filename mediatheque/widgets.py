"""Choosing pictures and documents by seeing them. Without script, the search of every relation remains."""

from django import forms
from django.urls import reverse_lazy

from gestion.widgets import ChoixAvecRecherche, ChoixMultipleAvecRecherche

STYLES = {"all": ["admin-cuf/mediatheque.css"]}
SCRIPTS = [forms.Script(f"admin-cuf/{nom}.js", defer=True) for nom in ("depot", "mediatheque", "depot_champ")]


class _DansLaMediatheque:
    """`static/admin-cuf/mediatheque.js` puts a card and the dialog of the library in place of the search."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Say where the library shows its rows, and which."""
        modele = self.field.remote_field.model._meta
        adresse = reverse_lazy(f"admin:{modele.app_label}_{modele.model_name}_choisir")
        attributs = super().build_attrs(base_attrs, extra_attrs)
        return {**attributs, "data-mediatheque": adresse, "data-genre": modele.model_name}

    @property
    def media(self):
        return super().media + forms.Media(css=STYLES, js=SCRIPTS)


class ChoixDansLaMediatheque(_DansLaMediatheque, ChoixAvecRecherche):
    """The choice of one picture, or of one document."""


class ChoixMultipleDansLaMediatheque(_DansLaMediatheque, ChoixMultipleAvecRecherche):
    """The choice of several."""
