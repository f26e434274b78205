"""The data sets: what each one holds, for whom and under which filters. `api.catalogue` gathers them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from pydantic import BaseModel


@dataclass(frozen=True, kw_only=True)
class Jeu:
    """A set of open data.

    Attributes:
        cle: its name in addresses, `/api/v1/<cle>`.
        titre, description: what it is, in French.
        lignes: returns the rows, of a request; never more than a visitor may hear of.
        filtre: the FilterSet of the page that lists the same rows; None without filters.
        ligne, fiche: the model of a row in a list, and alone.
        lire: returns a row in a list as a dict; `lire_fiche` returns what it adds when the row is read alone.
        points: returns the (longitude, latitude) pairs of a row; None for a set that has no place on a map.
    """

    cle: str
    titre: str
    description: str
    lignes: Callable
    filtre: type | None = None
    ligne: type[BaseModel]
    fiche: type[BaseModel]
    lire: Callable
    lire_fiche: Callable = lambda ligne: {}
    points: Callable | None = None

    @property
    def filtres(self):
        """The filters by name, without the settings of a page."""
        if self.filtre is None:
            return {}
        reglages = getattr(self.filtre, "reglages", ())
        return {nom: filtre for nom, filtre in self.filtre.base_filters.items() if nom not in reglages}

    @property
    def formats(self):
        """The names of its formats, the first by default."""
        return ("json", "csv", "geojson") if self.points else ("json", "csv")


def absolue(adresse):
    """Return an address of the portal as other sites write it."""
    return settings.CUF_URL + adresse


def coordonnees(*lieux):
    """Return the (longitude, latitude) pairs of rows loaded `avec_point`, those without point left out."""
    return [(lieu.point_longitude, lieu.point_latitude) for lieu in lieux if lieu.point_latitude is not None]
