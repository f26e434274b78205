from actualites.models import Actualite
from socle.filtres import FiltreDeListe, FiltreValeur


class FiltreActualites(FiltreDeListe):
    """Filters of the news, of its page and of its feed."""

    pays = FiltreValeur("pays__alpha2", nom="pays__nom", label="Pays", empty_label="Tous les pays")
    theme = FiltreValeur("themes__slug", nom="themes__nom", label="Thème", empty_label="Tous les thèmes")
    groupe = FiltreValeur("groupes__slug", nom="groupes__nom", label="Groupe ou dynamique", empty_label="Tous les groupes")
    type = FiltreValeur("genre", libelles=Actualite.Genre.choices, label="Type", empty_label="Tous les types")
    annee = FiltreValeur("publie_le__year", decroissant=True, label="Année", empty_label="Toutes les années")
