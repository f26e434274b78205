"""The forms by which a collectivité asks to join."""

from django import forms

from annuaire.models import DemandeAdhesion
from socle.champs import FormulaireOuvert, SaisieNette


class ChampNom(SaisieNette, forms.CharField):
    """The name of a collectivité, as people write it."""


class NomForm(forms.Form):
    """The name by which a collectivité is looked for."""

    nom = ChampNom(
        label="Nom de votre collectivité",
        min_length=2,
        max_length=150,
        widget=forms.TextInput({"autocomplete": "organization"}),
        error_messages={
            "required": "Écrivez le nom de votre collectivité.",
            "min_length": "Écrivez au moins deux lettres du nom.",
            "max_length": "Le nom compte 150 caractères au plus.",
        },
    )


class DemandeAdhesionForm(forms.ModelForm, FormulaireOuvert):
    """Who asks."""

    class Meta:
        model = DemandeAdhesion
        fields = ["contact", "fonction", "courriel", "telephone", "message"]
        labels = {
            "contact": "Votre prénom et votre nom",
            "fonction": "Votre fonction",
            "courriel": "Votre adresse électronique professionnelle",
            "telephone": "Votre téléphone (facultatif)",
            "message": "Votre message (facultatif)",
        }
        help_texts = {
            "fonction": "« Directrice des relations internationales », « adjoint au maire »…",
            "message": "Vos pays, vos projets, la date de votre prochaine assemblée : ce qui aide à vous répondre.",
        }
        widgets = {
            "contact": forms.TextInput({"autocomplete": "name"}),
            "fonction": forms.TextInput({"autocomplete": "organization-title"}),
            "courriel": forms.EmailInput({"autocomplete": "email"}),
            "telephone": forms.TextInput({"type": "tel", "autocomplete": "tel"}),
            "message": forms.Textarea({"rows": 5}),
        }

    @property
    def saisie(self):
        """What the model keeps of what was typed."""
        return {nom: self.cleaned_data[nom] for nom in self.Meta.fields}
