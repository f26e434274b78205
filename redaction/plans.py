"""The section of the sitemap that holds a kind of content."""

from django.core.paginator import Page, Paginator
from django.db.models import F, Subquery
from django.db.models.functions import Greatest
from django.utils.functional import cached_property

from socle.acces import VISITEUR
from socle.plans import PlanDeLignes


class PagesDeCles:
    """The pages of a section by ranges of keys, up to the last one: a page costs the same first or last, and no row is counted.

    A range may hold fewer rows than another, none where they were all deleted.
    """

    def __init__(self, lignes, taille, derniere):
        self.lignes, self.taille = lignes, taille
        self.num_pages = derniere // taille + 1

    def page(self, number):
        """Return a page of the rows."""
        numero = Paginator(range(self.num_pages), 1).validate_number(number)
        debut = (numero - 1) * self.taille
        return Page(self.lignes.filter(pk__gte=debut, pk__lt=debut + self.taille), numero, self)


class PlanDeContenus(PlanDeLignes):
    """What everyone may read in full of a kind; a row that waited for its day changed on that day, not when it was written."""

    changement = Greatest("modifie_le", "publie_le")

    def __init__(self, sorte):
        self.sorte = sorte

    def lignes(self):
        return self.sorte.modele.objects.publies().visibles_par(VISITEUR).pour_adresse()

    @property
    def paginator(self):
        return PagesDeCles(self.items(), self.limit, self._resume["derniere"])

    @cached_property
    def _resume(self):
        """The last key, and the last change: an index gives each."""
        dernier = self.items().order_by("-change_le").values("change_le")[:1]
        resume = self.items().order_by("-pk").values(derniere=F("pk"), dernier=Subquery(dernier)).first()
        return resume or {"derniere": 0, "dernier": None}
