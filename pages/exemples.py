"""What the page of components shows: rows of the real models, never saved, and sample forms."""

from itertools import count

from django import forms
from django.utils.text import slugify

from socle.champs import ChampCourriel, ChampEntier

_CLES = count(-1, -1)


def ligne(modele, *, liens=None, **champs):
    """Return a row of `modele` that the database does not know, its relations filled with such rows: no query reads them.

    Args:
        liens: {name of a relation: rows}, those to many; every other one of the model's own is empty.
    """
    une = modele(pk=next(_CLES), **champs)
    vides = {champ.name: [] for champ in modele._meta.many_to_many}
    une._prefetched_objects_cache = vides | (liens or {})
    return une


def nommees(modele, *noms):
    """Return such rows, told apart by their names."""
    adresse = hasattr(modele, "slug")
    return [ligne(modele, nom=nom, **({"slug": slugify(nom)} if adresse else {})) for nom in noms]


class Formulaire(forms.Form):
    """A form with one field of each kind."""

    nom = forms.CharField(label="Nom de la collectivité", help_text="Le nom d’usage, sans abréviation.")
    courriel = ChampCourriel(label="Adresse électronique", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    type = forms.ChoiceField(label="Type", choices=[("", "Tous les types"), ("commune", "commune"), ("region", "région")])
    texte = forms.CharField(label="Présentation", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    date = forms.DateField(label="À partir du", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    niveaux = forms.MultipleChoiceField(
        label="Secteurs",
        choices=[("eau", "eau et assainissement"), ("jeunesse", "jeunesse"), ("culture", "culture")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    accord = forms.BooleanField(label="La fiche est à jour", required=False)


class Filtres(forms.Form):
    """A filter form."""

    pays = forms.ChoiceField(label="Pays", required=False, choices=[("", "Tous les pays"), ("JP", "Japon"), ("MG", "Madagascar")])
    theme = forms.ChoiceField(label="Thème", required=False, choices=[("", "Tous les thèmes"), ("eau", "Eau")])
    annee = ChampEntier(label="Année", required=False)
