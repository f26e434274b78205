"""Search as people type: no accent, any apostrophe."""

from django.db.models import Q
from django.db.models.functions import Lower

from socle.fonctions import SansAccent
from territoires.models.base import normaliser


class RechercheSansAccent:
    """An admin whose search box, and whose autocompletion, find every word in one of `champs_recherche`."""

    champs_recherche = ("nom",)

    def get_search_results(self, request, queryset, search_term):
        """Return the rows that hold every word; the second value says that a row may come twice."""
        if not search_term:
            return queryset, False
        cles = {f"cle_{rang}": SansAccent(Lower(champ)) for rang, champ in enumerate(self.champs_recherche)}
        lignes = queryset.annotate(**cles)
        for mot in search_term.replace("\x00", " ").split():
            voulu = Q()
            for cle in cles:
                voulu |= Q(**{f"{cle}__contains": normaliser(mot)})
            lignes = lignes.filter(voulu)
        # The keys are dropped again: a row joined twice must be equal to itself to be merged.
        return queryset.filter(pk__in=lignes.order_by().values("pk")), False
