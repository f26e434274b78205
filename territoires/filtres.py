"""Filters of lists on the référentiel."""

from socle.filtres import FiltreValeur
from territoires.models import Departement, Pays, Region, Theme


class FiltrePays(FiltreValeur):
    """A filter on a country, at the end of the path `chemin`."""

    def __init__(self, chemin="pays", **kwargs):
        kwargs = {"label": "Pays", "empty_label": "Tous les pays", **kwargs}
        super().__init__(f"{chemin}__alpha2", nom=f"{chemin}__nom", parmi=Pays.objects.all(), **kwargs)


class FiltreTheme(FiltreValeur):
    """A filter on a theme."""

    def __init__(self, **kwargs):
        kwargs = {"label": "Thème", "empty_label": "Tous les thèmes", **kwargs}
        super().__init__("themes__slug", nom="themes__nom", parmi=Theme.objects.all(), **kwargs)


class FiltreRegion(FiltreValeur):
    """A filter on a French region, at the end of the path `chemin`."""

    def __init__(self, chemin="region", **kwargs):
        kwargs = {"label": "Région", "empty_label": "Toutes les régions", **kwargs}
        super().__init__(f"{chemin}__slug", nom=f"{chemin}__nom", parmi=Region.objects.all(), **kwargs)


class FiltreDepartement(FiltreValeur):
    """A filter on a département, at the end of the path `chemin`."""

    def __init__(self, chemin="departement", **kwargs):
        kwargs = {"label": "Département", "empty_label": "Tous les départements", **kwargs}
        super().__init__(f"{chemin}__code", nom=f"{chemin}__nom", parmi=Departement.objects.all(), **kwargs)
