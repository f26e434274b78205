"""The agenda in calendars: a month week by week, a year month by month."""

from calendar import Calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Max, Min
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agenda.models import Evenement
from socle.dates import DERNIERE_ANNEE, PREMIERE_ANNEE
from socle.memoire import gardee

UN_JOUR = timedelta(days=1)


@dataclass(frozen=True)
class Periode:
    """A month or a year, a calendar of which can be shown, and whether it lies among those that hold events."""

    premier: date
    tenue: bool


@dataclass(frozen=True)
class Barre:
    """An event in a week of a month: the columns that it takes, and whether it began before them or goes on after."""

    evenement: Evenement
    colonne: int
    largeur: int
    commence: bool
    finit: bool


@require_safe
@gardee()
def mois(request, annee, mois):
    """The events of a month: a grid of its weeks, then the same events day by day."""
    premier = _premier_jour(annee, mois)
    dernier = _mois_suivant(premier) - UN_JOUR
    en_ligne = Evenement.objects.en_ligne_pour(request.lecteur)
    du_mois = list(en_ligne.pour_carte().du_mois(premier, dernier))
    # One that awaits its day does not take place on the day it bears.
    evenements = [evenement for evenement in du_mois if not evenement.date_a_fixer]
    aujourd_hui = timezone.localdate()
    contexte = {
        "niveaux": [("Agenda", reverse("agenda:liste")), (str(annee), reverse("agenda:annee", args=[annee]))],
        "premier": premier,
        "evenements": evenements,
        "a_fixer": [evenement for evenement in du_mois if evenement.date_a_fixer],
        # In the list, an event stands once, on its first day in the month; in the grid, once a week.
        "jours": [(jour, list(groupe)) for jour, groupe in groupby(evenements, lambda e: max(e.debut, premier))],
        "semaines": [
            {"jours": semaine, "barres": barres(evenements, semaine, premier, dernier)}
            for semaine in Calendar().monthdatescalendar(annee, mois)
        ],
        "aujourd_hui": aujourd_hui,
        "est_le_mois": (annee, mois) == (aujourd_hui.year, aujourd_hui.month),
        **_voisines(en_ligne, premier, dernier, premier - UN_JOUR, dernier + UN_JOUR),
    }
    return render(request, "agenda/mois.html", contexte)


@require_safe
@gardee()
def annee(request, annee):
    """A year: twelve small months, each with how many events it holds and the days on which they take place."""
    premier, dernier = _premier_jour(annee, 1), date(annee, 12, 31)
    en_ligne = Evenement.objects.en_ligne_pour(request.lecteur)
    jours = en_ligne.avec_date().du_mois(premier, dernier).values_list("debut", "fin")
    nombres, pris = Counter(), set()
    for debut, fin in jours:
        debut, fin = max(debut, premier), min(fin, dernier)
        nombres.update(range(debut.month, fin.month + 1))
        pris.update(debut + rang * UN_JOUR for rang in range((fin - debut).days + 1))
    aujourd_hui = timezone.localdate()
    contexte = {
        "niveaux": [("Agenda", reverse("agenda:liste"))],
        "annee": annee,
        "nombre": len(jours),
        "mois": [(date(annee, numero, 1), nombres[numero], _jours_du_mois(annee, numero, pris)) for numero in range(1, 13)],
        "aujourd_hui": aujourd_hui,
        "est_l_annee": annee == aujourd_hui.year,
        **_voisines(en_ligne, premier, dernier, premier.replace(year=annee - 1), dernier + UN_JOUR),
    }
    return render(request, "agenda/annee.html", contexte)


def barres(evenements, semaine, premier, dernier):
    """Return the `Barre` of each event that touches a week, from its first day in it, the longest first.

    Args:
        semaine: its seven days, Monday first.
        premier, dernier: the month shown; the days of the week out of it stay empty.
    """
    lundi = semaine[0]
    debut_vu, fin_vue = max(lundi, premier), min(semaine[-1], dernier)
    presentes = []
    for evenement in evenements:
        debut, fin = max(evenement.debut, debut_vu), min(evenement.fin, fin_vue)
        if debut <= fin:
            largeur = (fin - debut).days + 1
            presentes.append(Barre(evenement, (debut - lundi).days + 1, largeur, debut == evenement.debut, fin == evenement.fin))
    # Of several days first: each takes the first line that is free, and the bars stay on top.
    return sorted(presentes, key=lambda une: (une.evenement.fin == une.evenement.debut, une.colonne, -une.largeur))


def _premier_jour(annee, mois):
    """Return the first day of a month; 404 out of the years that an event may bear."""
    if not PREMIERE_ANNEE <= annee <= DERNIERE_ANNEE:
        raise Http404("L’agenda n’a pas de calendrier de cette année.")
    return date(annee, mois, 1)


def _mois_suivant(premier):
    return (premier + timedelta(days=31)).replace(day=1)


def _jours_du_mois(annee, mois, pris):
    """Return the days of a small month, None for those of other months: (day, whether an event takes place)."""
    return [(jour, jour in pris) if jour.month == mois else None for jour in Calendar().itermonthdates(annee, mois)]


def _voisines(en_ligne, premier, dernier, avant, apres):
    """Return the periods before and after the one shown, None at the ends of the calendar, and what robots are told of it.

    A calendar goes on for ever: robots are led nowhere out of what holds events, people may go there.
    """
    bornes = en_ligne.aggregate(debut=Min("debut"), fin=Max("fin"))
    debut, fin = bornes["debut"] or date.max, bornes["fin"] or date.min
    return {
        "precedent": Periode(avant.replace(day=1), debut < premier) if avant.year >= PREMIERE_ANNEE else None,
        "suivant": Periode(apres, fin > dernier) if apres.year <= DERNIERE_ANNEE else None,
        "hors_agenda": fin < premier or debut > dernier,
    }
