"""Stand-ins used by the page of components: an object that answers as a content does, and sample forms."""

from dataclasses import dataclass, field

from django import forms


class Liste(list):
    """A list that answers `all()`, as a related manager does."""

    def all(self):
        """Return the list itself."""
        return self


@dataclass
class Exemple:
    """A stand-in for a content: what the components read, with harmless defaults."""

    titre: str
    slug: str
    sorte: str = ""
    etat_affiche: str = ""
    sous_titre: str = ""
    chapo: str = ""
    acces: str = "public"
    image: object = None
    pays: Liste = field(default_factory=Liste)
    themes: Liste = field(default_factory=Liste)
    autres: dict = field(default_factory=dict)

    def __getattr__(self, nom):
        try:
            return self.__dict__["autres"][nom]
        except KeyError:
            raise AttributeError(nom) from None

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        """Return an address of this page."""
        return f"#{self.slug}"

    def _sorte(self):
        return self.sorte

    get_genre_display = get_type_display = get_nature_display = _sorte

    def get_etat_display(self):
        """Return the state in words."""
        return self.etat_affiche


class Formulaire(forms.Form):
    """A form with one field of each kind."""

    nom = forms.CharField(label="Nom de la collectivité", help_text="Le nom d’usage, sans abréviation.")
    courriel = forms.EmailField(label="Adresse électronique", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
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
    annee = forms.IntegerField(label="Année", required=False)
