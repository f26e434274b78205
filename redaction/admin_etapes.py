"""The steps of the workflow in the form of a content: its buttons, the words that go with them, and what was said in review."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect

from redaction import actions
from redaction.models import Relecture
from redaction.relecteurs import comptes_de
from redaction.suites import en_a
from redaction.transitions import TRANSITIONS, Transition, ouvertes


@dataclass(frozen=True)
class Etape:
    """A step as the form offers it: its row of the table, the fields of its word and of whom it is asked, whether it leads.

    Both fields are None where the step has none.
    """

    transition: Transition
    champ: object
    libelle_du_mot: str
    principale: bool
    relecteur: object = None


class AvecEtapes:
    """For the admin of a content: saving and moving through the workflow are separate buttons, read from the table."""

    change_form_template = "admin/contenu/change_form.html"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        relues = obj is not None and en_a(obj, Relecture)
        relectures = list(obj.relectures.select_related("par", "repondu_par")) if relues else []
        # The instance of the form holds what was typed, its state apart.
        contenu = obj or self.model()
        renvoi = next((une for une in relectures if une.est_en_attente), None)
        formulaire = context["adminform"].form
        context["etapes"] = self._etapes(request.user, contenu, formulaire, renvoi)
        context["etat"] = self.etat_publication(obj) if obj else "nouveau brouillon"
        context["relectures"] = relectures
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _etapes(self, utilisateur, contenu, formulaire, renvoi):
        """Return the steps open to `utilisateur`, in the order of the table."""
        etapes = []
        for rang, une in enumerate(une for une in ouvertes(utilisateur, contenu) if une.bouton):
            libelle = une.mot.en_reponse if une.mot and une.mot.en_reponse and renvoi else une.mot and une.mot.libelle
            champ = formulaire[une.champ_du_mot] if une.mot else None
            a_qui = formulaire["relecteur"] if une.a_qui else None
            etapes.append(Etape(une, champ, libelle or "", principale=une.avance and rang == 0, relecteur=a_qui))
        return etapes

    def response_add(self, request, obj, post_url_continue=None):
        return self._apres(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._apres(request, obj) or super().response_change(request, obj)

    def save_form(self, request, form, change):
        """Let the content carry the words of its form to the step that follows: the hooks of the answer are given no form."""
        contenu = super().save_form(request, form, change)
        contenu.mots = form.cleaned_data
        return contenu

    def _apres(self, request, contenu):
        """Take the step asked for by a button, say what happened and stay on the content."""
        transition = next((une for une in TRANSITIONS if une.bouton and une.champ in request.POST), None)
        if transition is None:
            for mot in filter(None, (contenu.mots.get(une.champ_du_mot) for une in TRANSITIONS)):
                seul = "Vous avez seulement enregistré, et un mot accompagne une étape."
                self.message_user(request, seul + _rendu(mot), messages.WARNING)
            return None
        choix = contenu.mots.get("relecteur", "") if transition.a_qui else ""
        a = comptes_de(choix, contenu)
        mot = contenu.mots.get(transition.champ_du_mot, "")
        if choix and not a:
            personne = "Personne, parmi ceux que vous avez choisis, ne peut publier ce contenu : il est enregistré, pas soumis."
            self.message_user(request, personne + _rendu(mot), messages.ERROR)
        else:
            self.passer(request, contenu, transition, mot=mot, a=a)
        return HttpResponseRedirect(self._adresse_ici(contenu))

    def passer(self, request, contenu, transition, *, mot="", succes="", a=()):
        """Take a step and say what happened; a word that could not go is given back."""
        try:
            actions.passer(contenu=contenu, transition=transition, par=request.user, mot=mot, a=a)
        except ValidationError as erreur:
            self.message_user(request, " ".join(erreur.messages) + _rendu(mot), messages.ERROR)
        except PermissionDenied:
            refus = "Votre rôle ne permet pas cette étape ; le texte est enregistré."
            self.message_user(request, refus + _rendu(mot), messages.ERROR)
        else:
            dit = transition.succes(contenu) if callable(transition.succes) else transition.succes
            self.message_user(request, succes or dit, messages.SUCCESS)
            if transition.rappel and (rappel := transition.rappel(contenu)):
                self.message_user(request, rappel, messages.WARNING)


def _rendu(mot):
    return f" Votre mot n’est pas parti : « {mot} »" if mot else ""
