"""The forms of the back office: none overwrites what its writer has not seen."""

import hashlib
import json
from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import ModelForm, model_to_dict

from gestion.conflits import AUTRE, comparer, valeur_de
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
    # What differs from what someone else saved meanwhile, once it was looked for.
    conflit = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["empreinte"] = self._condense(self.instance, self.initial)

    def _condense(self, ligne, valeurs):
        """Return a digest of the values that the form shows, and of the moment `ligne` was last changed where it is kept.

        Then a short one of each value: two people who wrote are told which fields each of them changed.
        """
        vues = {nom: _en_texte(valeurs[nom]) for nom in self.base_fields if nom in valeurs and nom != "empreinte"}
        morceaux = ",".join(f"{nom}:{_court(valeurs[nom])}" for nom in sorted(vues))
        vues["modifie_le"] = str(getattr(ligne, "modifie_le", ""))
        return f"{hashlib.sha256(json.dumps(vues, sort_keys=True).encode()).hexdigest()};{morceaux}"

    def _differe(self, empreinte, ligne):
        return empreinte != self._vue(ligne)

    def est_perime(self):
        """Tell, before anything sent is read, whether someone else saved since the form was opened; `clean` says so."""
        if self.instance._state.adding:
            return False
        actuelle = type(self.instance)._base_manager.get(pk=self.instance.pk)
        if not self._differe(self.data.get(self.add_prefix("empreinte")), actuelle):
            return False
        return self.data.get(self.add_prefix("empreinte_vue")) != self._vue(actuelle)

    def _vue(self, actuelle):
        return self._condense(actuelle, model_to_dict(actuelle, [*self.base_fields]))

    def clean(self):
        if not self.instance._state.adding:
            self._confronter()
        return super().clean()

    def _confronter(self):
        """Refuse to overwrite a version that was not seen; once it is (`empreinte_vue`), take of each field the side chosen."""
        # Locked until the end of the request's transaction: the second of two savers waits, then sees the first.
        actuelle = type(self.instance)._base_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        ouverte = self.cleaned_data.get("empreinte")
        if not self._differe(ouverte, actuelle):
            return
        vue = self._vue(actuelle)
        vus = dict(morceau.split(":") for morceau in (ouverte or "").partition(";")[2].split(",") if morceau.count(":") == 1)
        self.conflit = comparer(self, actuelle, vue, vus, _court)
        if self.data.get(self.conflit.nom_vue) != vue or self.conflit.a_choisir:
            raise ValidationError(self.conflit.phrase, code="empreinte")
        for ecart in self.conflit.ecarts:
            if ecart.choix == AUTRE:
                self.cleaned_data[ecart.champ] = valeur_de(actuelle, ecart.champ)
                self._errors.pop(ecart.champ, None)


class FormulaireDeLigne(FormulaireAvecEmpreinte):
    """A row in the form of its parent: one that its reader left as it was is not written, whatever others made of it since."""

    # Its name as it is saved, where someone else changed it and its reader did not.
    ailleurs = ""

    def has_changed(self):
        return super().has_changed() and not self._laissee_telle_quelle()

    def clean(self):
        if self.has_changed():
            return super().clean()
        if not self.instance._state.adding and self._differe(self.cleaned_data.get("empreinte"), self.instance):
            self.ailleurs = str(self.instance)
        return self.cleaned_data

    def _laissee_telle_quelle(self):
        """Return whether what was sent is what was shown, unreadable values apart."""
        if self.instance._state.adding or not hasattr(self, "cleaned_data"):
            return False
        return self.cleaned_data.get("empreinte") == self._condense(self.instance, self.cleaned_data)


def _court(valeur):
    """Return a short digest of a value; nothing and an empty text are one."""
    texte = "" if valeur is None else _en_texte(valeur)
    return hashlib.sha256(json.dumps(texte).encode()).hexdigest()[:12]


def _en_texte(valeur):
    """Return what stands for a value of a form: keys for rows, in any order."""
    if isinstance(valeur, (list, QuerySet)):
        return sorted(map(_en_texte, valeur))
    if isinstance(valeur, datetime) and valeur.tzinfo:
        # As a form sends it: to the second, in the time of its reader.
        return valeur.astimezone(UTC).replace(microsecond=0).isoformat()
    return str(valeur.pk if isinstance(valeur, Model) else valeur)
