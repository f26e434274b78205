"""The form of everything edited and published: its fields, and the words that go with the steps of the workflow."""

from django import forms

from gestion.formulaires import FormulaireAvecEmpreinte
from redaction import retouches
from redaction.models.relecture import MOT_MAX
from redaction.relecteurs import ChampRelecteur
from redaction.transitions import TRANSITIONS
from socle.perms import hors_du_perimetre

TROP_LONG = f"Ce mot dépasse {MOT_MAX} signes : raccourcissez-le, ou écrivez-le dans le texte."
MISE_EN_LIGNE = "mise en ligne le"
"""How the back office names the day of `publie_le`: « publication » is a kind of content there."""


class ChampMot(forms.CharField):
    """A word said with a step. No value of the content: what is typed here changes nothing in it."""

    def __init__(self, libelle):
        # Three rows: the field stands in the bar at the foot of the window.
        saisie = forms.Textarea(attrs={"rows": 3})
        super().__init__(
            label=libelle, required=False, max_length=MOT_MAX, widget=saisie, error_messages={"max_length": TROP_LONG}
        )

    def to_python(self, value):
        """Count a line break as the browser does, one sign."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)

    def has_changed(self, initial, data):
        return False


class FormulaireContenu(FormulaireAvecEmpreinte):
    """The form of a content, with a field for each step that takes a word; the forms of the contents inherit it."""

    par = None
    """Who writes, set by the admin: what they save stays within their perimeter."""

    class Meta:
        labels = {"publie_le": MISE_EN_LIGNE.capitalize()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for transition in (*TRANSITIONS, *retouches.ETAPES):
            if transition.mot:
                self.fields[transition.champ_du_mot] = ChampMot(transition.mot.libelle)
        self.fields["relecteur"] = ChampRelecteur(self.instance)

    def clean(self):
        donnees = super().clean()
        if self.par is not None and (refus := hors_du_perimetre(self.par, self._meta.model, donnees)):
            self.add_error(next((nom for nom in ("groupes", "pays") if nom in self.fields), None), refus)
        return donnees
