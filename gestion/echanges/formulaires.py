"""The file of a table, as it is sent."""

from django import forms

from gestion.echanges.lecture import LIGNES_MAX, OCTETS_MAX


class FormulaireFichier(forms.Form):
    """The file to import."""

    fichier = forms.FileField(
        label="Tableau à importer",
        help_text=f"Un classeur .xlsx ou un CSV, de {LIGNES_MAX} lignes et {OCTETS_MAX // 2**20} Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Choisissez d’abord un fichier.", "empty": "Ce fichier est vide."},
    )
