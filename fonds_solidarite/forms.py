"""Forms of the ledger's counter in the back office: each one calls a function of `fonds_solidarite.actions`."""

import re
from decimal import Decimal

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.utils import timezone

from annuaire.models import Collectivite
from fonds_solidarite import actions
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from gestion.formulaires import FormulaireAvecEmpreinte
from gestion.widgets import ChoixAvecRecherche
from groupes_pays.models import Groupe, Nature
from redaction.formulaires import FormulaireContenu
from socle.champs import ChampEntier
from socle.erreurs import par_champ
from socle.nombres import montant
from socle.perms import a_le_droit
from socle.saisie import serrer
from territoires.models import Secteur

# What an amount is made of once its spaces are gone; Python would also read « 1e5 », « NaN » or « 1_000 ».
CHIFFRES = re.compile(r"-?\d+([.,]\d*)?|")


class ChampMontant(forms.DecimalField):
    """Euros, typed and shown as they are written: « 2 500,50 », whatever the space, with or without « € »."""

    default_error_messages = {
        "invalid": "Écrivez le montant en chiffres, par exemple 10\u00a0000 ou 10\u00a0000,50.",
        "min_value": "Écrivez un montant positif.",
    }

    def to_python(self, value):
        if isinstance(value, str):
            value = serrer(value).removesuffix("€")
            if not CHIFFRES.fullmatch(value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value):
        """Write the amount that comes from the database; what was typed is shown again as it was."""
        return montant(value).removesuffix("\u00a0€") if isinstance(value, (int, Decimal)) else value


def champ_montant(libelle="Montant, en euros", **options):
    """Return a field of euros, positive, with cents."""
    return ChampMontant(label=libelle, min_value=Decimal("0.01"), max_digits=12, decimal_places=2, localize=True, **options)


def champ_date(libelle):
    """Return a field of a day, today unless told otherwise; a day to come is refused by the action."""
    return forms.DateField(label=libelle, initial=timezone.localdate, widget=AdminDateWidget)


class FormulaireFonds(FormulaireContenu):
    """A fund: its goal is typed as the amounts of its ledger are."""

    objectif = champ_montant("Objectif, en euros", required=False)


class FormulaireGroupe(FormulaireAvecEmpreinte):
    """A group, which may be the committee of a fund."""

    class Meta:
        model = Groupe
        exclude = []

    def clean_nature(self):
        """Say what the trigger `fonds_solidarite_comite_le_reste` says."""
        nature, cle = self.cleaned_data["nature"], self.instance.pk
        # A new group has no key, and « no committee » is what many funds have.
        if nature != Nature.COMITE and cle is not None and FondsSolidarite.objects.filter(comite=cle).exists():
            raise ValidationError("Ce groupe est le comité d’un fonds : il reste un comité des donateurs.")
        return nature


class FormulaireGuichet(forms.Form):
    """A form that writes in the ledger. `sujet` is the fund or the line it is about, `par` the actor."""

    titre = ""
    bouton = ""
    suite = ""
    """Words of a second button, which goes on to the entry of the right line; none when empty."""
    autre = ""
    """Words of a second button, which goes on to the entry of one more line; none when empty."""
    garde = ()
    """Fields that one more line takes from the one just entered."""

    def __init__(self, *args, sujet, par, **kwargs):
        self.sujet, self.par = sujet, par
        super().__init__(*args, **kwargs)

    @classmethod
    def valeurs(cls, ligne):
        """Return what the form would hold to write `ligne` again."""
        return {champ: getattr(ligne, champ) for champ in cls.base_fields}

    @classmethod
    def valeurs_gardees(cls, ligne):
        """Return what the form holds for the line entered after `ligne`, of the same pile of papers."""
        return {champ: getattr(ligne, champ) for champ in cls.garde}

    def enregistrer(self):
        """Call the action; put what it refuses beside the fields. Return what was written, or None."""
        try:
            return self.agir(**self.cleaned_data)
        except ValidationError as erreur:
            for champ, erreurs in par_champ(erreur, self.fields).items():
                self.add_error(champ, erreurs)
            return None

    def agir(self, **donnees):
        """Write, and return what was written. Raise ValidationError when a rule refuses it."""
        raise NotImplementedError


class FormulaireContribution(FormulaireGuichet):
    titre = "Enregistrer une contribution"
    bouton = "Enregistrer la contribution"
    autre = "Enregistrer et saisir une autre"
    garde = ("etat", "date", "montant_public")

    collectivite = forms.ModelChoiceField(
        Collectivite.objects.all(),
        required=False,
        label="Collectivité",
        help_text="Absente de l’annuaire\u00a0? Le signe «\u00a0+\u00a0» la crée sans quitter cette page.",
    )
    montant = champ_montant()
    etat = forms.ChoiceField(label="État", choices=Contribution.Etat)
    date = champ_date("Date de la promesse, de la délibération ou du versement")
    montant_public = forms.BooleanField(
        required=False,
        initial=True,
        label="Montant publié",
        help_text=(
            "Décoché : le montant n’est pas montré. Il compte dans le total publié à partir de trois contributeurs qui ne "
            "publient pas le leur\u00a0; avant, le total se dit sans lui, pour qu’il ne se calcule pas."
        ),
    )
    reprise = forms.BooleanField(
        required=False,
        label="C’est une reprise\u00a0: le total de contributeurs d’avant le portail, sans liste nominative",
    )
    nombre = ChampEntier(
        label="Nombre de contributeurs repris",
        min_value=1,
        max_value=10_000,
        initial=1,
        help_text="Pour une reprise seulement\u00a0: combien de collectivités ce total réunit.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        champ, relation = self.fields["collectivite"], Contribution._meta.get_field("collectivite")
        choix = ChoixAvecRecherche(relation, admin.site, choices=champ.choices)
        champ.widget = RelatedFieldWidgetWrapper(
            choix,
            relation.remote_field,
            admin.site,
            can_add_related=a_le_droit(self.par, "add", Collectivite),
            can_change_related=False,
            can_view_related=False,
        )

    @classmethod
    def valeurs(cls, ligne):
        """Return what the form would hold to write `ligne` again; a line without collectivité is a taking over."""
        nommees = {champ: getattr(ligne, champ) for champ in cls.base_fields if champ != "reprise"}
        return nommees | {"reprise": ligne.collectivite_id is None}

    def agir(self, **donnees):
        return actions.enregistrer_contribution(fonds=self.sujet, par=self.par, **donnees)


class FormulaireAvancee(FormulaireGuichet):
    titre = "Faire avancer une contribution"
    bouton = "Enregistrer cette étape"

    etat = forms.ChoiceField(label="Nouvel état")
    montant = champ_montant(help_text="Le montant délibéré ou versé, s’il diffère de la promesse.")
    date = champ_date("Date de la délibération ou du versement")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rang = actions.ORDRE.index(self.sujet.etat)
        self.fields["etat"].choices = [(etat.value, etat.label) for etat in actions.ORDRE[rang + 1 :]]
        self.initial.setdefault("montant", self.sujet.montant)

    def agir(self, **donnees):
        return actions.faire_avancer(contribution=self.sujet, par=self.par, **donnees)


class FormulaireAffectation(FormulaireGuichet):
    titre = "Affecter une somme"
    bouton = "Affecter cette somme"
    autre = "Affecter et saisir une autre"
    garde = ("etat", "date")

    partenaire = forms.CharField(label="Partenaire", max_length=150)
    objet = forms.CharField(label="Objet", max_length=200, help_text="Ce que l’argent permet de faire.")
    lieu = forms.CharField(label="Lieu", max_length=150, required=False)
    secteur = forms.ModelChoiceField(Secteur.objects.actuels(), required=False, label="Secteur d’intervention")
    montant = champ_montant()
    etat = forms.ChoiceField(label="Avancement", choices=Affectation.Etat)
    date = champ_date("Date de la décision du comité")

    def agir(self, **donnees):
        return actions.affecter(fonds=self.sujet, par=self.par, **donnees)


class FormulaireAvancement(FormulaireGuichet):
    titre = "Noter l’avancement d’un projet"
    bouton = "Noter l’avancement"

    etat = forms.ChoiceField(label="Avancement", choices=Affectation.Etat)
    etat_vu = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"etat": self.sujet.etat, "etat_vu": self.sujet.etat}

    def agir(self, **donnees):
        try:
            return actions.noter_avancement(affectation=self.sujet, par=self.par, **donnees)
        except ValidationError as erreur:
            if getattr(erreur, "code", "") == "deja_note":
                # Sent again, the form says that what was noted meanwhile has been read.
                self.data = self.data.copy()
                self.data["etat_vu"] = Affectation.objects.get(pk=self.sujet.pk).etat
            raise


class FormulaireContrePassation(FormulaireGuichet):
    titre = "Annuler une écriture"
    bouton = "Annuler l’écriture"
    suite = "Annuler et ressaisir"

    motif = forms.CharField(
        label="Motif",
        max_length=250,
        help_text="L’écriture reste dans le grand livre\u00a0; une écriture de montant opposé l’annule et dit pourquoi.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.sujet.fonds.etat == FondsSolidarite.Etat.CLOS:
            self.suite = ""  # a closed fund takes no new line

    def agir(self, **donnees):
        return actions.contre_passer(ecriture=self.sujet, par=self.par, **donnees)
