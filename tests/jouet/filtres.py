from socle.filtres import FiltreDeListe
from territoires.filtres import FiltrePays


class FiltreBreves(FiltreDeListe):
    """Filters of the toy kind."""

    pays = FiltrePays()
