"""The member's form: lists of rows, those of the profile and those to add."""

from django import forms
from django.forms import formset_factory

from annuaire import lignes
from annuaire.forms_lignes import (
    MandatForm,
    NouveauMandatForm,
    NouveauPartenariatForm,
    NouveauProjetForm,
    PartenariatForm,
    ProjetForm,
)

LIGNES_MAX = 60


class _Nouvelles(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Ne plus proposer cet ajout"

    def clean(self):
        """Refuse a row that is already in the profile, or typed twice."""
        if any(self.errors):
            return
        genre = self.form.genre
        presentes = set(self.form_kwargs["vue"].identites(genre))
        cles = set()
        for formulaire in self.a_garder:
            valeur = formulaire.valeur()
            identite, cle = lignes.identite(genre, valeur), lignes.cle_nouvelle(genre, valeur)
            if identite in presentes or cle in cles:
                formulaire.add_error(next(iter(formulaire.fields)), DEJA[genre])
            elif not formulaire.cleaned_data["autre"] and (proches := self.form_kwargs["vue"].proches(genre, valeur)):
                deja = ", ".join(proches)
                formulaire.add_error("autre", f"La fiche dit déjà\u00a0: {deja}. Modifiez cette ligne, ou cochez cette case.")
            presentes.add(identite)
            cles.add(cle)

    @property
    def a_garder(self):
        """The lines filled in and not struck out."""
        return [un for un in self.forms if un.cleaned_data and not self._should_delete_form(un)]


DEJA = {
    lignes.PARTENARIAT: "Ce partenariat est déjà dans votre fiche.",
    lignes.MANDAT: "Cette personne est déjà dans votre fiche avec cette fonction.",
    lignes.PROJET: "Ce projet est déjà dans votre fiche.",
}


def _existantes(formulaire):
    return formset_factory(formulaire, extra=0, max_num=LIGNES_MAX, absolute_max=LIGNES_MAX, validate_max=True)


def _nouvelles(formulaire, vides):
    return formset_factory(
        formulaire,
        formset=_Nouvelles,
        extra=vides,
        max_num=LIGNES_MAX,
        absolute_max=LIGNES_MAX,
        validate_max=True,
        can_delete=True,
    )


# By kind: the form of its existing rows, and that of those to add, with how many empty lines are offered.
JEUX = {
    lignes.PARTENARIAT: (_existantes(PartenariatForm), _nouvelles(NouveauPartenariatForm, 3)),
    lignes.MANDAT: (_existantes(MandatForm), _nouvelles(NouveauMandatForm, 2)),
    lignes.PROJET: (_existantes(ProjetForm), _nouvelles(NouveauProjetForm, 1)),
}
