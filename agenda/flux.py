"""The RSS feed of the agenda: the last announced first, each with when and where it takes place."""

from django.utils.html import escape
from django.utils.text import capfirst

from agenda.calendriers import phrase_d_etat
from redaction.flux import DERNIERES, FluxDeContenus
from socle import dates
from socle.imprimable import sur_une_ligne


class FluxDEvenements(FluxDeContenus):
    """The feed of the agenda, in the order in which one hears of its rows."""

    def items(self, filtre):
        """Return the last published of those that the filter keeps: what is to come, unless it says when."""
        return filtre.qs.order_by("-publie_le", "-pk")[:DERNIERES]

    def item_description(self, evenement):
        """Add the day, the hour and the place, or what became of it."""
        etat = phrase_d_etat(evenement)
        tete = "" if evenement.date_a_fixer else f"{capfirst(quand(evenement))}, {evenement.lieu_court}."
        lignes = (escape(sur_une_ligne(ligne)) for ligne in (etat, tete) if ligne)
        return "<br>".join(filter(None, (*lignes, super().item_description(evenement))))


def quand(evenement):
    """Return the days and the hours of an event in words: « mercredi 18 février 2026, 15 h 30 »."""
    jours = dates.plage_de_dates(evenement.debut, evenement.fin)
    if evenement.heure_debut is None or evenement.fin > evenement.debut:
        return jours
    return f"{jours}, {dates.plage_d_heures(evenement.heure_debut, evenement.heure_fin)}"
