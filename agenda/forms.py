"""The form of an event in the back office: its days, its hours, and what a change of its first day means."""

from datetime import timedelta

from django import forms

from agenda.models import MIDI, MINUIT, Evenement
from gestion.doubles import DoublesDemandes
from mediatheque.models import Document
from redaction.formulaires import FormulaireContenu
from redaction.publication import Statut
from socle import dates

REPORTER, CORRIGER, ANNULER = "reporter", "corriger", "annuler"


class ChampChangement(forms.ChoiceField):
    """Why the first day of an announced event changes; hidden until it does. No value of the event."""

    def __init__(self):
        super().__init__(label="Pourquoi ce changement de date ?", required=False, choices=(), widget=forms.HiddenInput)

    def valid_value(self, value):
        return value in (REPORTER, CORRIGER, ANNULER)

    def has_changed(self, initial, data):
        return False

    def poser(self, ancien):
        """Show the question about an event announced on `ancien`."""
        self.widget = forms.RadioSelect()
        self.choices = [
            (REPORTER, f"L’événement est reporté : sa page dira qu’il était annoncé au {dates.date_simple(ancien)}."),
            (CORRIGER, "La date était fausse : elle est corrigée, sans parler de report."),
            (ANNULER, f"L’événement est annulé : il garde sa date, le {dates.date_simple(ancien)}."),
        ]


ABSENTS = (Statut.ARCHIVE, Statut.CORBEILLE)


class FormulaireEvenement(DoublesDemandes, FormulaireContenu):
    """An event; the database refuses the minutes and the report of a confidential one, this form those among its documents."""

    changement = ChampChangement()
    champs_du_double = ("debut", "fin", "groupes")

    def doubles(self, donnees):
        """Return the meetings of one of the same groups on one of the same days; a cancelled one leaves its place."""
        if not donnees.get("groupes") or donnees.get("etat") == Evenement.Etat.ANNULE:
            return None
        memes = Evenement.objects.filter(groupes__in=donnees["groupes"]).exclude(etat=Evenement.Etat.ANNULE)
        return memes.filter(debut__lte=donnees["fin"], fin__gte=donnees["debut"]).exclude(statut__in=ABSENTS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "fin" in self.fields:
            self.fields["fin"].required = False
            # Of one day, it is left empty as it was: it follows the first day when that one moves.
            if self.instance.fin == self.instance.debut:
                self.initial["fin"] = None

    def clean(self):
        donnees = super().clean()
        if donnees.get("debut"):
            self._dire_le_changement(donnees)
        self._finir(donnees)
        self._refuser_les_comptes_rendus(donnees)
        return donnees

    def _dire_le_changement(self, donnees):
        """Ask why an announced event changes its first day, do what was answered, and keep the day first announced."""
        ancien, change = self.instance.debut, self.instance.debut not in (None, donnees["debut"])
        if change and self.instance.est_en_ligne and not self._dit_par_l_etat(donnees):
            self.fields["changement"].poser(ancien)
            reponse = donnees.get("changement")
            if not reponse and "changement" not in self.errors:
                jours = f"du {dates.date_simple(ancien)} au {dates.date_simple(donnees['debut'])}"
                self.add_error("changement", f"L’événement est annoncé, et passe {jours} : choisissez pourquoi.")
            elif reponse == REPORTER:
                self._reporter(donnees, donnees.get("annonce_au") or ancien)
            elif reponse == CORRIGER and self.instance.date_a_fixer:
                donnees["annonce_au"] = donnees["debut"]
            elif reponse == ANNULER:
                donnees.update(etat=Evenement.Etat.ANNULE, debut=ancien, fin=self.instance.fin)
        if donnees.get("etat") == Evenement.Etat.REPORTE and not donnees.get("annonce_au") and "annonce_au" not in self.errors:
            donnees["annonce_au"] = ancien if change else donnees["debut"]

    def _dit_par_l_etat(self, donnees):
        """Return whether the same save says why the day changes: a state, or a day first announced, that is new."""
        nouvel_etat = donnees.get("etat") != self.instance.etat
        return (nouvel_etat and donnees.get("etat") in (Evenement.Etat.REPORTE, Evenement.Etat.ANNULE)) or (
            donnees.get("annonce_au") not in (None, self.instance.annonce_au)
        )

    def _reporter(self, donnees, annonce_au):
        if annonce_au == donnees["debut"]:  # back to the day first announced: nothing is postponed any more
            donnees.update(etat=Evenement.Etat.CONFIRME, annonce_au=None)
        else:
            donnees.update(etat=Evenement.Etat.REPORTE, annonce_au=annonce_au)

    def _finir(self, donnees):
        """Give an event of one day its last day; a date that could not be read has its own message."""
        debut, fin = donnees.get("debut"), donnees.get("fin")
        if not fin and "fin" not in self.errors:
            donnees["fin"] = debut
        # An evening typed « du 10, 20 h, au 11, 00 h » ends with the 10th.
        elif debut and fin == debut + timedelta(days=1) and donnees.get("heure_fin") == MINUIT:
            if (donnees.get("heure_debut") or MINUIT) >= MIDI:
                donnees["fin"] = debut

    def _refuser_les_comptes_rendus(self, donnees):
        if not donnees.get("confidentiel"):
            return
        releves = [piece.titre for piece in donnees.get("documents") or () if piece.nature == Document.Nature.COMPTE_RENDU]
        if releves:
            titres = ", ".join(f"« {titre} »" for titre in releves)
            self.add_error("documents", f"Un événement confidentiel n’a pas de compte rendu : retirez {titres} des documents.")
