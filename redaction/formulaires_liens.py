"""The forms of the links for people from outside: one opens a link, one leaves a remark."""

from django import forms

from redaction.models import LienDeRelecture
from redaction.models.remarque import TEXTE_MAX

JOURS, JOURS_MAX = 7, 30


class FormulaireLien(forms.ModelForm):
    """Who is to read, and how long."""

    jours = forms.IntegerField(
        label="Ouvert pendant (jours)", min_value=1, max_value=JOURS_MAX, initial=JOURS, help_text=f"{JOURS_MAX} au plus."
    )

    class Meta:
        model = LienDeRelecture
        fields = ("pour",)
        help_texts = {"pour": "Le nom de la personne ou de la structure : pour vous y retrouver."}


class FormulaireDehors(forms.Form):
    """A remark from outside. `site` is for machines, which fill it: people do not see it."""

    nom = forms.CharField(label="Votre nom", max_length=100, widget=forms.TextInput({"autocomplete": "name"}))
    texte = forms.CharField(label="Votre remarque", max_length=TEXTE_MAX, widget=forms.Textarea({"rows": 5}))
    site = forms.CharField(
        required=False,
        label="Laissez ce champ vide",
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
