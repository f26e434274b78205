from actualites.models import Actualite
from annuaire.filtres import FiltreDUneCollectivite
from fonds_solidarite.filtres import filtre_du_fonds
from groupes_pays.filtres import FiltreGroupe
from socle.filtres import FiltreAnnee, FiltreDeListe, FiltreValeur
from territoires.filtres import FiltrePays, FiltreTheme


class FiltreActualites(FiltreDeListe):
    """Filters of the news, of its page and of its feed."""

    pays = FiltrePays()
    theme = FiltreTheme()
    groupe = FiltreGroupe()
    collectivite = FiltreDUneCollectivite()
    type = FiltreValeur("genre", libelles=Actualite.Genre.choices, label="Type", empty_label="Tous les types")
    annee = FiltreAnnee("publie_le")
    fonds = filtre_du_fonds()
