from groupes_pays.filtres import FiltreGroupe
from ressources.models import Media, Publication
from socle.filtres import FiltreAnnee, FiltreDeListe, FiltreValeur
from territoires.filtres import FiltrePays, FiltreTheme


class FiltrePublications(FiltreDeListe):
    """Filters of the publications."""

    type = FiltreValeur("genre", libelles=Publication.Genre.choices, label="Type", empty_label="Tous les types")
    pays = FiltrePays()
    theme = FiltreTheme()
    groupe = FiltreGroupe()
    annee = FiltreAnnee("parue_le")


class FiltreMedias(FiltreDeListe):
    """Filters of the media library: texts, photographs, sounds, videos."""

    type = FiltreValeur("genre", libelles=Media.Genre.choices, label="Type", empty_label="Tous les types")
    pays = FiltrePays()
    theme = FiltreTheme()
