import django_filters

from groupes_pays.models import DYNAMIQUES, Groupe
from socle.filtres import FiltreDeListe, FiltreValeur
from territoires.filtres import FiltrePays, FiltreTheme
from territoires.models import Pays

NATURES = [(nature.value, nature.label) for nature in DYNAMIQUES]
ETATS = [(Groupe.Etat.ACTIF, "En activité"), (Groupe.Etat.CLOS, "Anciens")]


def filtre_etat():
    """Return the filter on the state; without it, the groups at work come first, then the former ones."""
    return django_filters.ChoiceFilter(
        field_name="etat",
        choices=ETATS,
        label="État",
        empty_label="Tous",
        error_messages={"invalid_choice": "Cet état n’existe pas : choisissez-en un dans la liste."},
    )


class FiltreGroupe(FiltreValeur):
    """A filter of contents on a group or a dynamique; the donors' committees are not named to everyone."""

    def __init__(self):
        super().__init__(
            "groupes__slug",
            nom="groupes__nom",
            parmi=Groupe.objects.publics(),
            label="Groupe ou dynamique",
            empty_label="Tous les groupes",
        )


class FiltreGroupesPays(FiltreDeListe):
    """Filters of the country groups."""

    pays = FiltrePays()
    region = FiltreValeur(
        "pays__region_monde",
        libelles=Pays.RegionMonde.choices,
        label="Région du monde",
        empty_label="Toutes les régions",
        distinct=True,
    )
    etat = filtre_etat()


class FiltreDynamiques(FiltreDeListe):
    """Filters of the dynamiques."""

    nature = FiltreValeur("nature", libelles=NATURES, label="Nature", empty_label="Toutes les dynamiques")
    theme = FiltreTheme()
    pays = FiltrePays()
    etat = filtre_etat()
