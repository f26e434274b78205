"""The member's form: the fields of the profile; its rows are in `annuaire.forms_lignes`."""

from django import forms

from annuaire import fiche, lignes
from annuaire.forms_pays import AvecPays, champ_pays
from mediatheque.televersement import ChampImage
from socle.champs import ChampAdresseWeb, ChampCourriel, ChampSerre, ChampTelephone, valider_code_postal
from socle.editeur import Editeur
from socle.texte_riche import SaisieRiche, valider_longueur
from territoires.models import Odd, Pays, Secteur


class Choix:
    """What the lists of the form offer, read once: current rows, and the obsolete ones already in the profile."""

    def __init__(self, etat):
        pays = Pays.objects.etrangers()
        projets = [valeur for cle, valeur in etat.items() if valeur and lignes.genre_de(cle) == lignes.PROJET]
        nommes = {*etat["pays"], *(code for projet in projets for code in projet["pays"])}
        pays = (pays.actuels() | pays.filter(pk__in=nommes)).order_by("nom_tri")
        self.pays = [(un.pk, un.nom, un.region_monde) for un in pays]
        secteurs = Secteur.objects.actuels() | Secteur.objects.filter(code__in=etat["secteurs"])
        self.secteurs = [(secteur.code, secteur.nom) for secteur in secteurs]
        self.odds = [(odd.pk, f"{odd.pk}. {odd.nom}") for odd in Odd.objects.all()]

    @property
    def liste_pays(self):
        """The countries by name, for a drop-down list."""
        return [(code, nom) for code, nom, _ in self.pays]

    @property
    def regions(self):
        """The countries by region of the world: `[(region, [(code, name)])]`."""
        return [
            (nom_region, [(code, nom) for code, nom, region in self.pays if region == code_region])
            for code_region, nom_region in Pays.RegionMonde.choices
            if any(region == code_region for _, _, region in self.pays)
        ]


class FicheForm(AvecPays, forms.Form):
    """The fields of the profile; its initial values come from a `VueFiche`."""

    intitule = ""

    presentation = SaisieRiche(
        label=fiche.LIBELLES["presentation"],
        required=False,
        max_length=20_000,
        validators=[valider_longueur],
        widget=Editeur(envoi=False, court=True),
        help_text="Ce que votre collectivité fait à l’international, en quelques paragraphes.",
    )
    logo = ChampImage(label="Nouveau logo", required=False, widget=forms.FileInput)
    logo_garde = forms.CharField(label="Logo choisi", required=False)
    sans_logo = forms.BooleanField(label="Retirer le logo", required=False)
    adresse = forms.CharField(
        label="Adresse postale",
        required=False,
        max_length=250,
        widget=forms.TextInput({"autocomplete": "address-line1"}),
    )
    code_postal = ChampSerre(
        label="Code postal",
        required=False,
        max_length=5,
        validators=[valider_code_postal],
        widget=forms.TextInput({"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    ville = forms.CharField(
        label="Ville", required=False, max_length=100, widget=forms.TextInput({"autocomplete": "address-level2"})
    )
    site = ChampAdresseWeb(
        label="Site internet",
        required=False,
        max_length=200,
        help_text="De préférence, la page qui parle de votre action internationale.",
    )
    courriel = ChampCourriel(
        label="Adresse électronique du service",
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Elle est publiée : donnez l’adresse d’un service plutôt que celle d’une personne.",
    )
    telephone = ChampTelephone(
        label="Téléphone du service",
        required=False,
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
    )
    pays = champ_pays(fiche.LIBELLES["pays"], required=False)
    secteurs = forms.MultipleChoiceField(label=fiche.LIBELLES["secteurs"], required=False, widget=forms.CheckboxSelectMultiple)
    odds = forms.TypedMultipleChoiceField(
        label=fiche.LIBELLES["odds"], required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    message = forms.CharField(
        label="Message à l’équipe de Cités Unies France",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Une précision, une source, un changement d’élu ou de référent à nous signaler. "
        "Vous pouvez l’envoyer seul. Ce message n’est pas publié.",
    )

    def __init__(self, *args, choix, retrouver_logo=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.retrouver_logo = retrouver_logo
        self.offrir_pays(choix)
        self.fields["secteurs"].choices = choix.secteurs
        self.fields["odds"].choices = choix.odds

    def clean_message(self):
        # A browser writes line feeds in its own way: the message it sends back untouched is to be the same.
        return "\n".join(self.cleaned_data["message"].splitlines())

    def clean(self):
        donnees = super().clean()
        if donnees.get("logo_garde") and not donnees.get("logo"):
            donnees["logo"] = self.retrouver_logo(donnees["logo_garde"])
            if donnees["logo"] is None:
                self.add_error("logo", "Le logo choisi n’a pas été retrouvé : choisissez-le de nouveau.")
        if donnees.get("logo") and donnees.get("sans_logo"):
            self.add_error("sans_logo", "Choisissez : envoyer un nouveau logo, ou retirer le logo.")
        return donnees

    def etat(self, logo):
        """Return the values typed, but for a new logo: `logo` is the id of the one shown."""
        donnees = self.cleaned_data
        valeurs = {nom: donnees[nom] for nom in ("presentation", *fiche.TEXTES)}
        valeurs |= {nom: sorted(donnees[nom]) for nom in fiche.LISTES}
        return fiche.nettoyer(valeurs | {"logo": None if donnees["sans_logo"] else logo})
