from fonds_solidarite.models import FondsSolidarite
from socle.filtres import FiltreAnnee, FiltreDeListe, FiltreValeur
from territoires.filtres import FiltrePays


class FiltreFonds(FiltreDeListe):
    """Filters of the solidarity funds; the year is that of their opening."""

    etat = FiltreValeur("etat", libelles=FondsSolidarite.Etat.choices, label="État", empty_label="Tous les états")
    pays = FiltrePays()
    annee = FiltreAnnee("ouvert_le", label="Année d’ouverture")
