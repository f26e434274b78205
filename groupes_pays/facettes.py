"""What the groups add to the facets of the directory: the collectivités of a group."""

from annuaire.filtres_annuaire import ajouter_une_facette
from groupes_pays.models import Groupe
from socle.filtres import FiltreValeur

ajouter_une_facette(
    "groupe",
    FiltreValeur(
        "groupes__slug",
        nom="groupes__nom",
        # Who sits in a donors' committee is told to its members only.
        parmi=Groupe.objects.publics(),
        label="Groupe ou dynamique",
        empty_label="Tous les groupes",
    ),
)
