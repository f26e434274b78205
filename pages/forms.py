"""The form by which people say what they cannot read or use."""

from django import forms

from socle.champs import ChampCourriel, FormulaireOuvert, SaisieNette


class ChampAdresse(SaisieNette, forms.CharField):
    """The address of a page as people copy it, with its site or without."""


class DefautForm(FormulaireOuvert):
    """What is wrong, and where."""

    page = ChampAdresse(
        label="Adresse de la page (facultatif)",
        max_length=500,
        required=False,
        help_text="Telle que la montre la barre d’adresse, par exemple « /agenda/ ».",
        error_messages={"max_length": "L’adresse compte 500 caractères au plus."},
    )
    description = forms.CharField(
        label="Ce qui ne va pas",
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Ce que vous vouliez faire, ce qui vous en a empêché, le navigateur et l’aide technique que vous employez.",
        error_messages={
            "required": "Dites ce qui ne va pas.",
            "max_length": "La description compte 4 000 caractères au plus.",
        },
    )
    courriel = ChampCourriel(
        label="Votre adresse électronique (facultatif)",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Pour vous répondre. Exemple : nom@exemple.fr",
    )
