"""The rows of one parent, edited in its form, that may not contradict each other.

Django leaves a constraint that binds the parent to the database here (the key to the parent is excluded from the checks of
an inline), which would answer by an error page: the rows are judged together, with those that the form does not show.
"""

from itertools import combinations

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet

from socle.dates import date_simple


class LignesCompatibles(BaseInlineFormSet):
    """Abstract: rows of which no two of a parent may be `incompatibles`, whoever wrote them.

    A subclass gives `incompatibles(une, autre)` and three messages; `{ligne}` stands for `dire(ligne)`.
    """

    contradiction = ""
    ajoutee_entre_temps = ""
    en_deux_fois = ""

    def incompatibles(self, une, autre):
        """Say whether the database refuses these two rows of the same parent together."""
        raise NotImplementedError

    def dire(self, ligne):
        """Return the words that tell a row to who does not see it."""
        raise NotImplementedError

    def clean(self):
        """Refuse what the database would refuse, rows added by someone else since the form was opened included."""
        super().clean()
        if any(self.errors):
            return
        gardes = [f for f in self.forms if not self._supprime(f) and (f.instance.pk or f.has_changed())]
        if any(self.incompatibles(une.instance, autre.instance) for une, autre in combinations(gardes, 2)):
            raise ValidationError(self.contradiction, code="contradiction")
        avant = self._lignes_enregistrees()
        montrees = {f.instance.pk for f in self.initial_forms}
        for ligne in avant.values():
            if ligne.pk not in montrees and any(self.incompatibles(f.instance, ligne) for f in gardes):
                raise ValidationError(self.ajoutee_entre_temps.format(ligne=self.dire(ligne)), code="entre_temps")
        if self._se_heurtent_en_chemin(avant):
            raise ValidationError(self.en_deux_fois, code="en_deux_fois")

    def _supprime(self, formulaire):
        return self.can_delete and self._should_delete_form(formulaire)

    def _lignes_enregistrees(self):
        """Return the rows of the parent by key; it is locked first: of two people who save at once, one sees the other's."""
        parent = self.instance
        if parent.pk is None:
            return {}
        type(parent)._base_manager.select_for_update(of=("self",)).filter(pk=parent.pk).first()
        return {ligne.pk: ligne for ligne in self.model._base_manager.filter(**{self.fk.name: parent})}

    def _se_heurtent_en_chemin(self, lignes):
        """Rows already there are written one by one, in the order of the form, and the database looks at each step."""
        lignes = dict(lignes)
        for formulaire in self.initial_forms:
            une = formulaire.instance
            if self._supprime(formulaire):
                lignes.pop(une.pk, None)
            elif formulaire.has_changed():
                lignes[une.pk] = une
                if any(self.incompatibles(une, autre) for autre in lignes.values() if autre.pk != une.pk):
                    return True
        return False


class PeriodesCompatibles(LignesCompatibles):
    """Dated rows (`socle.periodes.Datee`), one at a time."""

    contradiction = "Deux périodes se chevauchent : terminez la première la veille du jour où commence la suivante."
    ajoutee_entre_temps = (
        "Vos dates chevauchent une période enregistrée par quelqu’un d’autre depuis que vous avez ouvert cette page : {ligne}. "
        "Changez vos dates, ou ouvrez la page dans un autre onglet pour changer cette période."
    )
    en_deux_fois = "Changez les dates d’une période à la fois : enregistrez, puis changez la suivante."

    def incompatibles(self, une, autre):
        """Two periods that share a day; an empty date has no bound."""
        commence_avant_la_fin = une.debut is None or autre.fin is None or une.debut <= autre.fin
        finit_apres_le_debut = une.fin is None or autre.debut is None or une.fin >= autre.debut
        return commence_avant_la_fin and finit_apres_le_debut

    def dire(self, ligne):
        """« du 1ᵉʳ janvier 2024, sans date de fin »."""
        debut = f"du {date_simple(ligne.debut)}" if ligne.debut else "sans date de début"
        return f"{debut} au {date_simple(ligne.fin)}" if ligne.fin else f"{debut}, sans date de fin"


class SansDoublon(LignesCompatibles):
    """Rows that tie their parent to something, once each; `champ` names that something."""

    champ = ""
    contradiction = "La même ligne figure deux fois : supprimez-en une."
    ajoutee_entre_temps = (
        "« {ligne} » a été ajouté par quelqu’un d’autre depuis que vous avez ouvert cette page : supprimez votre ligne."
    )
    en_deux_fois = "Deux lignes échangent leurs valeurs : supprimez-en une, enregistrez, puis ajoutez-la de nouveau."

    def incompatibles(self, une, autre):
        """Two rows for the same thing."""
        return getattr(une, f"{self.champ}_id") == getattr(autre, f"{self.champ}_id")

    def dire(self, ligne):
        """Return the name of what the row ties."""
        return str(getattr(ligne, self.champ))
