"""The directory on the map of France: each collectivité at its place, or how many in each département."""

from typing import NamedTuple

from django.db.models import Count

from annuaire.carte_dessin import Dessin, Surface, poser_collectivites, ton
from annuaire.models import Collectivite
from socle.nombres import nombre
from territoires import projection
from territoires.contours import contours
from territoires.models import Departement

POINTS_MAX = 400
"""Collectivités beyond which the map adds them up by département: their points would cover each other."""


class CarteAnnuaire(NamedTuple):
    """The drawing, those of its collectivités that have no place on it, and the départements when they are added up."""

    dessin: Dessin
    sans_place: list
    departements: list


def dessiner(lignes, total, adresse):
    """Draw the collectivités of a filtered directory.

    Args:
        lignes: a queryset of `Collectivite`.
        total: how many they are.
        adresse: gives the address of the same directory in a département (its code).
    """
    dessin = Dessin(0, 0, projection.LARGEUR_FRANCE, projection.HAUTEUR_FRANCE)
    if total <= POINTS_MAX:
        # By their keys: the filters may have joined what would make a row come twice.
        cles = lignes.order_by().values("pk")
        toutes = Collectivite.objects.filter(pk__in=cles).avec_point().only("nom", "slug")
        return CarteAnnuaire(dessin, poser_collectivites(dessin, toutes), [])
    departements = list(_departements(lignes))
    dessins, plus_grand = contours()["france"]["departements"], max(un.nombre for un in departements)
    for un in departements:
        if un.pk in dessins:
            libelle = f"{un}\u00a0: {nombre(un.nombre)} collectivité{'s' if un.nombre > 1 else ''}"
            dessin.surfaces.append(Surface(un.pk, dessins[un.pk], ton(un.nombre, plus_grand), libelle, adresse(un.pk)))
    return CarteAnnuaire(dessin, [], departements)


def _departements(lignes):
    """Return the départements of collectivités, in their order, each with their `nombre`."""
    dedans = Departement.objects.filter(collectivites__in=lignes.order_by().values("pk"))
    return dedans.annotate(nombre=Count("collectivites", distinct=True)).order_by("ordre")
