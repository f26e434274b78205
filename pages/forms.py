"""The form by which people say what they cannot read or use."""

from django import forms

from socle.champs import ChampCourriel, SaisieNette


class ChampAdresse(SaisieNette, forms.CharField):
    """The address of a page as people copy it, with its site or without."""


class DefautForm(forms.Form):
    """What is wrong, and where. `site` is a field that people do not see: who fills it is a program."""

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
        error_messages={"invalid": "Écrivez une adresse complète : « nom@exemple.fr »."},
    )
    site = forms.CharField(label="Laissez ce champ vide", required=False, widget=forms.TextInput({"autocomplete": "off"}))

    @property
    def est_d_un_programme(self):
        """Whether the field that nobody sees was filled."""
        return bool(self["site"].value())
