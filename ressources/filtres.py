from ressources.models import Media, Publication
from socle.filtres import FiltreDeListe, FiltreValeur


class FiltrePublications(FiltreDeListe):
    """Filters of the publications."""

    type = FiltreValeur("genre", libelles=Publication.Genre.choices, label="Type", empty_label="Tous les types")
    pays = FiltreValeur("pays__alpha2", nom="pays__nom", label="Pays", empty_label="Tous les pays")
    theme = FiltreValeur("themes__slug", nom="themes__nom", label="Thème", empty_label="Tous les thèmes")
    groupe = FiltreValeur("groupes__slug", nom="groupes__nom", label="Groupe ou dynamique", empty_label="Tous les groupes")
    annee = FiltreValeur("parue_le__year", decroissant=True, label="Année", empty_label="Toutes les années")


class FiltreMedias(FiltreDeListe):
    """Filters of the media library: texts, photographs, sounds, videos."""

    type = FiltreValeur("genre", libelles=Media.Genre.choices, label="Type", empty_label="Tous les types")
    pays = FiltreValeur("pays__alpha2", nom="pays__nom", label="Pays", empty_label="Tous les pays")
    theme = FiltreValeur("themes__slug", nom="themes__nom", label="Thème", empty_label="Tous les thèmes")
