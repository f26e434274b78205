"""The home page: what people come for, in the order they need it."""

from functools import partial

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agenda.models import Evenement
from appels.models import Appel
from fonds_solidarite.bilans import bilan_general
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe, Nature
from pages.models import Accueil
from pages.une import en_une
from ressources.models import Publication
from socle.memoire import gardee

RENDEZ_VOUS = 3
NOUVELLES = 4
"""The first of them leads."""
FONDS = 6
REUNIONS = 6
"""Groups whose next meeting is told beside the map."""
DERNIERS = 3
"""Calls and offers, and publications."""

# Those that one may give to stand first.
OUVERTS_D_ABORD = Case(When(etat=FondsSolidarite.Etat.OUVERT, then=Value(0)), default=Value(1))


@require_safe
@gardee()
def accueil(request):
    """The home page."""
    lecteur = request.lecteur
    contexte = {
        "nouvelles": partial(_nouvelles, lecteur),
        "solidarite": partial(_solidarite, lecteur),
        "rencontres": partial(_rencontres, lecteur),
        "suite": partial(_suite, lecteur),
    }
    return render(request, "pages/accueil.html", contexte)


def _nouvelles(lecteur):
    une, *actualites = en_une(lecteur, NOUVELLES) or [None]
    return {
        # Until someone writes others, the words are those of the model.
        "accueil": Accueil.objects.first() or Accueil(),
        "une": une,
        "actualites": actualites,
        "evenements": Evenement.objects.en_ligne_pour(lecteur).a_venir()[:RENDEZ_VOUS],
    }


def _solidarite(lecteur):
    fonds = FondsSolidarite.objects.en_ligne_pour(lecteur)
    actifs = fonds.en_activite().avec_totaux().order_by(OUVERTS_D_ABORD, *FondsSolidarite._meta.ordering)
    return {"bilan": bilan_general(fonds.visibles_par(lecteur)), "fonds": actifs[:FONDS]}


def _rencontres(lecteur):
    a_venir = Evenement.objects.en_ligne_pour(lecteur).avec_date().a_venir().exclude(etat=Evenement.Etat.ANNULE)
    prochaine = a_venir.filter(groupes=OuterRef("pk")).chronologique().values("pk")[:1]
    groupes = list(Groupe.objects.publics().actifs().annotate(prochaine=Subquery(prochaine)))
    return {**par_nature(groupes), "reunions": _reunions(groupes)}


def _reunions(groupes):
    """Return (short name, event) of the next meeting of groups, the soonest first; one query."""
    noms = {}
    for groupe in groupes:
        noms.setdefault(groupe.prochaine, []).append(nom_court(groupe.nom))
    evenements = Evenement.objects.filter(pk__in=noms.keys() - {None}).chronologique()[:REUNIONS]
    return [(", ".join(noms[evenement.pk]), evenement) for evenement in evenements]


def _suite(lecteur):
    return {
        "appels": Appel.objects.en_ligne_pour(lecteur).ouverts()[:DERNIERS],
        "publications": Publication.objects.en_ligne_pour(lecteur)[:DERNIERS],
    }


def par_nature(groupes):
    """Return (short name, address) pairs of groups by nature: « Japon » says enough under a heading « Groupes-pays »."""
    couples = {"groupes_pays": [], "dynamiques": []}
    for groupe in groupes:
        nature = "groupes_pays" if groupe.nature == Nature.GROUPE_PAYS else "dynamiques"
        couples[nature].append((nom_court(groupe.nom), groupe.get_absolute_url()))
    return couples


def nom_court(nom):
    """Return the name of a group without its nature: « Groupe-pays Japon » gives « Japon »."""
    return nom.removeprefix("Groupe-pays ").removeprefix("Dynamique ")
