"""The member's form: the profile, the partnerships it has, and those to add."""

from django import forms
from django.core.validators import MinValueValidator
from django.forms import formset_factory
from django.utils import timezone

from annuaire import fiche
from annuaire.models import Partenariat
from mediatheque.televersement import ChampImage
from socle.champs import ChampAdresseWeb, ChampCourriel, ChampEntier, ChampSerre, ChampTelephone, valider_code_postal
from socle.editeur import Editeur
from socle.texte_riche import SaisieRiche, valider_longueur
from territoires.models import Odd, Pays, Secteur

LIGNES_VIDES = 3
PARTENARIATS_MAX = 60

_choix_nature = [(valeur, mot[:1].upper() + mot[1:]) for valeur, mot in Partenariat.Nature.choices]
_choix_etat = [(valeur, mot[:1].upper() + mot[1:]) for valeur, mot in Partenariat.Etat.choices]


class Choix:
    """What the lists of the form offer, read once: current rows, and the obsolete ones already in the profile."""

    def __init__(self, etat):
        pays = Pays.objects.etrangers()
        pays = (pays.actuels() | pays.filter(pk__in=etat["pays"])).order_by("nom_tri")
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


class FicheForm(forms.Form):
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
    pays = forms.MultipleChoiceField(label=fiche.LIBELLES["pays"], required=False, widget=forms.CheckboxSelectMultiple)
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
        self.pays_par_nom = choix.liste_pays
        self.fields["pays"].choices = choix.regions
        self.fields["secteurs"].choices = choix.secteurs
        self.fields["odds"].choices = choix.odds

    def cases_pays(self):
        """Return the boxes of countries: those ticked, `[(code, name)]`, then the others, `[(region, [(code, name)])]`.

        A country stands once: a second box of it would send it again after the first is unticked.
        """
        coches = set(self["pays"].value() or [])
        choisis = [(code, nom) for code, nom in self.pays_par_nom if code in coches]
        regions = [
            (region, [(code, nom) for code, nom in options if code not in coches])
            for region, options in self.fields["pays"].choices
        ]
        return choisis, [(region, options) for region, options in regions if options]

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


class _Lien(forms.Form):
    """What is asked about any partnership; `intitule` names it in the list of errors."""

    nature = forms.ChoiceField(label="Nature", choices=_choix_nature, initial=Partenariat.Nature.COOPERATION)
    annee = ChampEntier(
        label="Année de signature", required=False, validators=[MinValueValidator(1900, "L’année se situe après 1900.")]
    )
    etat = forms.ChoiceField(label="État", choices=_choix_etat, initial=Partenariat.Etat.ACTIF)

    def clean_annee(self):
        annee = self.cleaned_data["annee"]
        if annee is not None and annee > timezone.localdate().year:
            raise forms.ValidationError("Cette année n’est pas encore commencée.")
        return annee


class PartenariatForm(_Lien):
    """A partnership of the profile: to confirm, to change or to leave. Its authorities are changed by staff only."""

    cle = forms.CharField(widget=forms.HiddenInput)
    confirme = forms.BooleanField(label="Toujours actif : je le confirme aujourd’hui", required=False)
    retire = forms.BooleanField(label="Retirer ce partenariat de notre fiche", required=False)

    field_order = ["cle", "confirme", "nature", "annee", "etat", "retire"]

    def __init__(self, *args, vue, **kwargs):
        super().__init__(*args, **kwargs)
        self.vue = vue

    @property
    def publie(self):
        """The published value, for the words around the fields; empty for a key that is not in the profile."""
        cle = self["cle"].value()
        return self.vue.publiee.get(cle) or {} if isinstance(cle, str) else {}

    @property
    def intitule(self):
        return ", ".join(nom for nom, _ in self.publie.get("autorites", ()))

    def clean_cle(self):
        cle = self.cleaned_data["cle"]
        if fiche.identifiant_partenariat(cle) is None or cle not in self.vue.publiee:
            raise forms.ValidationError("Ce partenariat n’est pas dans votre fiche.")
        return cle

    def clean(self):
        donnees = super().clean()
        if donnees.get("confirme") and donnees.get("retire"):
            self.add_error("retire", "Choisissez : confirmer ce partenariat, ou le retirer.")
        elif donnees.get("confirme") and donnees.get("etat") == Partenariat.Etat.EN_SOMMEIL:
            self.add_error(
                "confirme", "Un partenariat en sommeil ne se confirme pas : décochez la case, ou choisissez « Actif »."
            )
        return donnees

    def valeur(self):
        """Return the proposed value: None to leave the partnership."""
        donnees = self.cleaned_data
        if donnees["retire"]:
            return None
        publie, propose = self.vue.publiee[donnees["cle"]], self.vue.proposee[donnees["cle"]]
        confirme_le = publie["confirme_le"]
        if donnees["confirme"]:
            deja = propose is not None and propose["confirme_le"] != confirme_le
            confirme_le = propose["confirme_le"] if deja else timezone.localdate().isoformat()
        return {**publie, **{nom: donnees[nom] for nom in ("nature", "annee", "etat")}, "confirme_le": confirme_le}


class NouveauPartenariatForm(_Lien):
    """A partnership to add."""

    autorite = forms.CharField(
        label="Collectivité étrangère",
        max_length=150,
        help_text="Son nom d’usage en français : « Kyoto », « Province de Kumamoto ».",
    )
    pays = forms.ChoiceField(label="Pays")

    field_order = ["autorite", "pays", "nature", "annee", "etat"]

    def __init__(self, *args, choix, vue, **kwargs):
        super().__init__(*args, **kwargs)
        self.vue = vue
        self.fields["pays"].choices = [("", "Choisir un pays"), *choix.liste_pays]

    @property
    def intitule(self):
        return f"Nouveau partenariat {int(self.prefix.rpartition('-')[2]) + 1}"

    def clean_autorite(self):
        return " ".join(self.cleaned_data["autorite"].split())

    def valeur(self):
        """Return the proposed value; declaring an active tie confirms it, on the day it was first proposed."""
        donnees = self.cleaned_data
        valeur = {
            "autorites": [[donnees["autorite"], donnees["pays"]]],
            "avec": [],
            "nature": donnees["nature"],
            "annee": donnees["annee"],
            "etat": donnees["etat"],
            "confirme_le": None,
        }
        if donnees["etat"] == Partenariat.Etat.ACTIF:
            deja = self.vue.changements.get(fiche.cle_nouveau(valeur)) or valeur
            valeur["confirme_le"] = deja["confirme_le"] or timezone.localdate().isoformat()
        return valeur


class _Nouveaux(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Ne plus proposer ce partenariat"

    def clean(self):
        """Refuse a tie that is already in the profile, or typed twice."""
        if any(self.errors):
            return
        presents = set(self.form_kwargs["vue"].liens_publies)
        for formulaire in self.a_garder:
            lien = fiche.lien(formulaire.valeur())
            if lien in presents:
                formulaire.add_error("autorite", "Ce partenariat est déjà dans votre fiche.")
            presents.add(lien)

    @property
    def a_garder(self):
        """The lines filled in and not struck out."""
        return [un for un in self.forms if un.cleaned_data and not self._should_delete_form(un)]


Partenariats = formset_factory(
    PartenariatForm, extra=0, max_num=PARTENARIATS_MAX, absolute_max=PARTENARIATS_MAX, validate_max=True
)
NouveauxPartenariats = formset_factory(
    NouveauPartenariatForm,
    formset=_Nouveaux,
    extra=LIGNES_VIDES,
    max_num=PARTENARIATS_MAX,
    absolute_max=PARTENARIATS_MAX,
    validate_max=True,
    can_delete=True,
)
