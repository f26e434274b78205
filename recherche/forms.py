"""The search of a page, as its address says it."""

from django import forms

from recherche.fiches import REPERTOIRES
from recherche.pieces import DOCUMENTS
from redaction.registre import sortes
from socle.acces import Acces
from territoires.models import Pays, Theme

ANNEE_MIN, ANNEE_MAX = 1900, 2100


def genres():
    """Return the (key, title) pairs of what is found, contents first."""
    return [(un.cle, un.titre) for un in (*sortes(), DOCUMENTS, *REPERTOIRES)]


class FormulaireRecherche(forms.Form):
    """What is looked for, and the filters. Whatever is typed is a search; a filter that does not exist is refused."""

    q = forms.CharField(label="Rechercher", required=False, strip=False)
    type = forms.ChoiceField(label="Type", choices=genres, required=False)
    pays = forms.ModelChoiceField(Pays.objects.all(), label="Pays", required=False)
    theme = forms.ModelChoiceField(Theme.objects.all(), label="Thème", to_field_name="slug", required=False)
    annee = forms.IntegerField(label="Année", min_value=ANNEE_MIN, max_value=ANNEE_MAX, required=False)
    acces = forms.ChoiceField(label="Accès", choices=Acces.choices, required=False)

    def choisis(self):
        """Return the filters in force, `{name: (value, words)}`; those refused are left out."""
        self.full_clean()
        return {nom: _dit(self, nom, self.cleaned_data[nom]) for nom in FILTRES if self.cleaned_data.get(nom)}


def _dit(formulaire, nom, valeur):
    if nom == "pays":
        return valeur.pk, valeur.nom
    if nom == "theme":
        return valeur.slug, valeur.nom
    choix = dict(getattr(formulaire.fields[nom], "choices", ()))
    return str(valeur), choix.get(valeur, str(valeur))


FILTRES = ("type", "pays", "theme", "annee", "acces")
