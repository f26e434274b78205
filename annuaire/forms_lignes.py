"""The member's form: the rows that the page of a profile shows, to change, to confirm or to take off, and those to add."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.text import slugify

from annuaire import lignes
from annuaire.forms_pays import AvecPays, champ_pays
from annuaire.models import Mandat, Partenariat, Personne, Projet
from socle.champs import ChampEntier

ANNEES_A_VENIR = 20
"""Years ahead that a project may last until."""

_choix_nature = [(valeur, mot[:1].upper() + mot[1:]) for valeur, mot in Partenariat.Nature.choices]
_choix_etat = [(valeur, mot[:1].upper() + mot[1:]) for valeur, mot in Partenariat.Etat.choices]
_apres_1900 = MinValueValidator(1900, "L’année se situe après 1900.")


def _mots(modele, champ, libelle, **suite):
    """Return a field of words, as long as the model's."""
    return forms.CharField(label=libelle, max_length=modele._meta.get_field(champ).max_length, **suite)


def _description(modele, libelle, aide=""):
    return _mots(modele, "description", libelle, required=False, widget=forms.Textarea({"rows": 4}), help_text=aide)


class _Ligne(forms.Form):
    """What is asked about a row, existing or new; `intitule` names it in the list of errors. `vue`: what the member sees."""

    genre = ""
    champs = ()

    def __init__(self, *args, vue, **kwargs):
        super().__init__(*args, **kwargs)
        self.vue = vue

    def clean_description(self):
        return lignes.texte_simple(self.cleaned_data["description"])

    def saisies(self):
        """Return what was typed, as the value of the row holds it."""
        return {champ: self.cleaned_data[champ] for champ in self.champs}


class _Existante(_Ligne):
    """A row of the profile."""

    existante = True
    cle = forms.CharField(widget=forms.HiddenInput)

    @property
    def publie(self):
        """The published value, for the words around the fields; empty for a key that is not in the profile."""
        cle = self["cle"].value()
        return self.vue.publiee.get(cle) or {} if isinstance(cle, str) and lignes.genre_de(cle) == self.genre else {}

    @property
    def intitule(self):
        return lignes.nom_de(self.genre, self.publie) if self.publie else ""

    def clean_cle(self):
        cle = self.cleaned_data["cle"]
        if cle not in self.vue.existantes(self.genre):
            raise forms.ValidationError("Cette ligne n’est pas dans votre fiche.")
        return cle

    def jour_confirme(self, champ, coche):
        """Return the day of confirmation, in ISO: the published one, or that of the first time the box was ticked."""
        publie, propose = self.vue.publiee[self.cleaned_data["cle"]], self.vue.proposee[self.cleaned_data["cle"]]
        if not coche:
            return publie[champ]
        deja = propose is not None and propose[champ] != publie[champ]
        return propose[champ] if deja else timezone.localdate().isoformat()

    def valeur(self):
        """Return the proposed value: None to take the row off the page."""
        if self.cleaned_data["retire"]:
            return None
        return {**self.vue.publiee[self.cleaned_data["cle"]], **self.saisies()}


class _Nouvelle(_Ligne):
    """A row to add."""

    existante = False
    publie = None

    autre = forms.BooleanField(label="C’est bien en plus de ce que la fiche dit déjà", required=False)

    @property
    def intitule(self):
        return f"{lignes.NOMS_NOUVEAUX[self.genre]} {int(self.prefix.rpartition('-')[2]) + 1}"

    def jour_propose(self, valeur, champ):
        """Return the day, in ISO, on which a new row was first proposed: declaring it confirms it."""
        deja = self.vue.changements.get(lignes.cle_nouvelle(self.genre, valeur)) or {}
        return deja.get(champ) or timezone.localdate().isoformat()


class _Lien(_Ligne):
    """What is asked about any partnership."""

    genre = lignes.PARTENARIAT
    champs = ("nature", "annee", "etat", "description")

    nature = forms.ChoiceField(label="Nature", choices=_choix_nature, initial=Partenariat.Nature.COOPERATION)
    annee = ChampEntier(label="Année de signature", required=False, validators=[_apres_1900])
    etat = forms.ChoiceField(label="État", choices=_choix_etat, initial=Partenariat.Etat.ACTIF)
    description = _description(Partenariat, "Description", "Ce que vous faites ensemble, en quelques phrases.")

    def clean_annee(self):
        annee = self.cleaned_data["annee"]
        if annee is not None and annee > timezone.localdate().year:
            raise forms.ValidationError("Cette année n’est pas encore commencée.")
        return annee


class PartenariatForm(_Existante, _Lien):
    """A partnership of the profile: to confirm, to change or to leave. Its authorities are changed by staff only."""

    confirme = forms.BooleanField(label="Toujours actif : je le confirme aujourd’hui", required=False)
    retire = forms.BooleanField(label="Retirer ce partenariat de notre fiche", required=False)

    field_order = ["cle", "confirme", "nature", "annee", "etat", "description", "retire"]

    def clean(self):
        donnees = super().clean()
        if donnees.get("confirme") and donnees.get("retire"):
            self.add_error("retire", "Choisissez : confirmer ce partenariat, ou le retirer.")
        elif donnees.get("confirme") and donnees.get("etat") == Partenariat.Etat.EN_SOMMEIL:
            self.add_error(
                "confirme", "Un partenariat en sommeil ne se confirme pas : décochez la case, ou choisissez « Actif »."
            )
        return donnees

    def saisies(self):
        return {**super().saisies(), "confirme_le": self.jour_confirme("confirme_le", self.cleaned_data["confirme"])}


class NouveauPartenariatForm(_Nouvelle, _Lien):
    """A partnership to add."""

    autorite = forms.CharField(
        label="Collectivité étrangère",
        max_length=150,
        help_text="Son nom d’usage en français : « Kyoto », « Province de Kumamoto ».",
    )
    pays = forms.ChoiceField(label="Pays")

    field_order = ["autorite", "pays", "autre", "nature", "annee", "etat", "description"]

    def __init__(self, *args, choix, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pays"].choices = [("", "Choisir un pays"), *choix.liste_pays]

    def clean_autorite(self):
        return " ".join(self.cleaned_data["autorite"].split())

    def valeur(self):
        """Return the proposed value; declaring an active tie confirms it, on the day it was first proposed."""
        autorites = [[self.cleaned_data["autorite"], self.cleaned_data["pays"]]]
        valeur = {"autorites": autorites, "avec": [], **self.saisies(), "confirme_le": None}
        if valeur["etat"] == Partenariat.Etat.ACTIF:
            valeur["confirme_le"] = self.jour_propose(valeur, "confirme_le")
        return valeur


class _Representant(_Ligne):
    """What is asked about an official or an agent whom the page names."""

    genre = lignes.MANDAT
    champs = ("prenom", "nom", "fonction")

    prenom = _mots(Personne, "prenom", "Prénom")
    nom = _mots(Personne, "nom", "Nom")
    fonction = _mots(
        Mandat, "fonction", "Fonction", help_text="Comme on la présente : « adjointe aux relations internationales »."
    )


def _autre_mot(saisi, publie):
    """Say whether a name typed, read, is another one: neither its capitals nor its accents."""
    return saisi is not None and slugify(saisi) != slugify(publie)


class MandatForm(_Existante, _Representant):
    """A person of the page: to confirm, to present otherwise, or who left."""

    confirme = forms.BooleanField(label="Toujours en fonction : je le confirme aujourd’hui", required=False)
    retire = forms.BooleanField(label="N’exerce plus cette fonction", required=False)

    field_order = ["cle", "confirme", "prenom", "nom", "fonction", "retire"]

    def clean(self):
        donnees = super().clean()
        if donnees.get("confirme") and donnees.get("retire"):
            self.add_error("retire", "Choisissez : toujours en fonction, ou plus en fonction.")
        elif self.publie and all(_autre_mot(donnees.get(champ), self.publie[champ]) for champ in ("prenom", "nom")):
            # The name is the person's, shown wherever they had a function: another person is another row.
            self.add_error(
                "nom", f"Une autre personne\u00a0? Cochez « n’exerce plus » pour {self.intitule}, et ajoutez-la plus bas."
            )
        return donnees

    def saisies(self):
        return {**super().saisies(), "constate_le": self.jour_confirme("constate_le", self.cleaned_data["confirme"])}


class NouveauMandatForm(_Nouvelle, _Representant):
    """A person to add."""

    field_order = ["prenom", "nom", "fonction", "autre"]

    def valeur(self):
        """Return the proposed value, seen in function on the day it was first proposed."""
        valeur = self.saisies()
        return {**valeur, "constate_le": self.jour_propose(valeur, "constate_le")}


class _Projet(AvecPays, _Ligne):
    """What is asked about any project."""

    genre = lignes.PROJET
    champs = ("titre", "pays", "annee_debut", "annee_fin", "description")

    titre = _mots(Projet, "titre", "Titre")
    pays = champ_pays("Pays")
    annee_debut = ChampEntier(label="Première année", required=False, validators=[_apres_1900])
    annee_fin = ChampEntier(label="Dernière année", required=False, validators=[_apres_1900])
    description = _description(Projet, "Description")

    def __init__(self, *args, choix, **kwargs):
        super().__init__(*args, **kwargs)
        self.offrir_pays(choix)
        limite = timezone.localdate().year + ANNEES_A_VENIR
        for champ in ("annee_debut", "annee_fin"):
            self.fields[champ].validators.append(MaxValueValidator(limite, "Cette année est trop lointaine."))

    def clean_pays(self):
        return sorted(self.cleaned_data["pays"])

    def clean(self):
        donnees = super().clean()
        debut, fin = donnees.get("annee_debut"), donnees.get("annee_fin")
        if debut and fin and fin < debut:
            self.add_error("annee_fin", "La dernière année ne peut pas précéder la première.")
        elif fin and not debut and "annee_debut" not in self.errors:
            self.add_error("annee_debut", "Donnez la première année, ou retirez la dernière.")
        return donnees


class ProjetForm(_Existante, _Projet):
    """A project of the page; one without a country was entered so, and does not hold the form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pays"].required = bool(self.publie.get("pays", True))

    retire = forms.BooleanField(label="Retirer ce projet de notre fiche", required=False)

    field_order = ["cle", "titre", "pays", "annee_debut", "annee_fin", "description", "retire"]


class NouveauProjetForm(_Nouvelle, _Projet):
    """A project to add."""

    def valeur(self):
        """Return the proposed value."""
        return {"avec": [], **self.saisies()}
