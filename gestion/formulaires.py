"""The forms of the back office: none overwrites what its writer has not seen."""

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import ModelForm, model_to_dict
from django.utils import timezone
from django.utils.formats import date_format

from gestion.widgets import Cache, ChampRelation
from socle.acces import Acces
from socle.erreurs import par_champ


class FormulaireAdmin(ModelForm):
    """A form of the back office: a relation read with its object is shown without reading it again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nom, champ in self.fields.items():
            if isinstance(champ, ChampRelation) and self.instance._meta.get_field(nom).is_cached(self.instance):
                ligne = getattr(self.instance, nom)
                if ligne is not None and self.initial.get(nom) == ligne.pk:
                    self.initial[nom] = ligne

    def add_error(self, field, error):
        """Put what a constraint of the database refuses beside the field to correct."""
        if field is None and hasattr(error, "error_dict"):
            for champ, erreurs in par_champ(error, self.fields).items():
                super().add_error(champ, erreurs)
        else:
            super().add_error(field, error)

    def clean(self):
        donnees = super().clean()
        if "cercles" in self.fields and donnees.get("acces") == Acces.GROUPE and not donnees.get("cercles"):
            self.add_error("cercles", "Choisissez au moins un groupe, une dynamique ou un comité : sinon, seule l’équipe lirait.")
        return donnees


class FormulaireAvecEmpreinte(FormulaireAdmin):
    """A form that refuses to overwrite what someone else saved since it was opened; nothing typed is lost."""

    empreinte = forms.CharField(widget=Cache, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["empreinte"] = self._condense(self.instance, self.initial)

    def _condense(self, ligne, valeurs):
        """Return a digest of the values that the form shows, and of the moment `ligne` was last changed where it is kept."""
        vues = {nom: _en_texte(valeurs[nom]) for nom in self.base_fields if nom in valeurs and nom != "empreinte"}
        vues["modifie_le"] = str(getattr(ligne, "modifie_le", ""))
        return hashlib.sha256(json.dumps(vues, sort_keys=True).encode()).hexdigest()

    def _differe(self, empreinte, ligne):
        return empreinte != self._condense(ligne, model_to_dict(ligne, [*self.base_fields]))

    def est_perime(self):
        """Tell, before anything sent is read, whether someone else saved since the form was opened; `clean` says so."""
        if self.instance._state.adding:
            return False
        actuelle = type(self.instance)._base_manager.get(pk=self.instance.pk)
        return self._differe(self.data.get(self.add_prefix("empreinte")), actuelle)

    def clean(self):
        donnees = super().clean()
        if self.instance._state.adding:
            return donnees
        # Locked until the end of the request's transaction: the second of two savers waits, then sees the first.
        actuelle = type(self.instance)._base_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if self._differe(donnees.get("empreinte"), actuelle):
            moment = getattr(actuelle, "modifie_le", None)
            quand = f" à {date_format(timezone.localtime(moment), 'TIME_FORMAT')}" if moment else ""
            raise ValidationError(
                f"Quelqu’un a enregistré d’autres valeurs{quand}, pendant que vous écriviez. Votre saisie est toujours "
                "ci-dessous : ouvrez la version enregistrée dans un autre onglet, reportez-y vos changements.",
                code="empreinte",
            )
        return donnees


class FormulaireDeLigne(FormulaireAvecEmpreinte):
    """A row in the form of its parent: one that its reader left as it was is not written, whatever others made of it since."""

    def has_changed(self):
        return super().has_changed() and not self._laissee_telle_quelle()

    def clean(self):
        return super().clean() if self.has_changed() else self.cleaned_data

    def _laissee_telle_quelle(self):
        """Return whether what was sent is what was shown, unreadable values apart."""
        if self.instance._state.adding or not hasattr(self, "cleaned_data"):
            return False
        return self.cleaned_data.get("empreinte") == self._condense(self.instance, self.cleaned_data)


def _en_texte(valeur):
    """Return what stands for a value of a form: keys for rows, in any order."""
    if isinstance(valeur, list):
        return sorted(map(_en_texte, valeur))
    return str(valeur.pk if isinstance(valeur, Model) else valeur)
