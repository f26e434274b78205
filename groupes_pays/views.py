from itertools import groupby

from django.utils.functional import SimpleLazyObject

from groupes_pays.filtres import FiltreDynamiques, FiltreGroupesPays
from groupes_pays.models import Groupe, Nature
from socle.fonctions import tri
from socle.listes import ListeFiltree


class ListeGroupesPays(ListeFiltree):
    """The country groups: those at work, then the former ones."""

    filterset_class = FiltreGroupesPays
    template_name = "groupes_pays/liste.html"

    def get_queryset(self):
        return Groupe.objects.groupes_pays().pour_carte().order_by("etat", tri("nom"), "pk")

    def get_context_data(self, **kwargs):
        contexte = super().get_context_data(**kwargs)
        contexte["sections"] = SimpleLazyObject(
            lambda: [(titre, list(lignes)) for titre, lignes in groupby(contexte["page_obj"], key=self.rubrique)]
        )
        return contexte

    def rubrique(self, groupe):
        """Return the heading under which a group is listed."""
        return "Anciens groupes-pays" if groupe.etat == Groupe.Etat.CLOS else "Groupes-pays en activité"


class ListeDynamiques(ListeGroupesPays):
    """The dynamiques: geographic, then thematic, then the former ones."""

    filterset_class = FiltreDynamiques
    template_name = "groupes_pays/dynamiques.html"

    def get_queryset(self):
        return Groupe.objects.dynamiques().pour_carte().order_by("etat", "nature", tri("nom"), "pk")

    def rubrique(self, groupe):
        if groupe.etat == Groupe.Etat.CLOS:
            return "Anciennes dynamiques"
        return "Dynamiques géographiques" if groupe.nature == Nature.GEOGRAPHIQUE else "Dynamiques thématiques"
