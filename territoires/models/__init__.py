from territoires.models.base import Situe, contraintes_point
from territoires.models.france import Commune, Departement, Epci, Region
from territoires.models.importation import ImportReferentiel
from territoires.models.listes import Odd, Secteur, Theme
from territoires.models.monde import Pays

__all__ = [
    "Commune",
    "Departement",
    "Epci",
    "ImportReferentiel",
    "Odd",
    "Pays",
    "Region",
    "Secteur",
    "Situe",
    "Theme",
    "contraintes_point",
]
