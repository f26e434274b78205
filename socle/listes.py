"""Filtered lists: ten rows a page, a plain GET form, filters kept in the address."""

from django.core.paginator import Paginator
from django.views.generic import ListView

PAR_PAGE = 10


class Paginateur(Paginator):
    """Pages found by their keys: the rows before them, with their texts, are not read."""

    def page(self, number):
        """Return a page of the rows."""
        numero = self.validate_number(number)
        debut = (numero - 1) * self.per_page
        fin = min(debut + self.per_page, self.count)
        cles = self.object_list.prefetch_related(None).values("pk")[debut:fin]
        return self._get_page(self.object_list.filter(pk__in=cles), numero, self)


class ListeFiltree(ListView):
    """A list with a `filterset_class`. A filter that makes no sense shows its message and answers 400, never a guess."""

    filterset_class = None
    paginate_by = PAR_PAGE
    paginator_class = Paginateur

    def get(self, request, *args, **kwargs):
        self.filtre = self.filterset_class(request.GET, queryset=self.get_queryset(), request=request)
        valide = self.filtre.is_valid()
        self.object_list = self.filtre.qs if valide else self.filtre.queryset.none()
        return self.render_to_response(self.get_context_data(), status=200 if valide else 400)

    def get_context_data(self, **kwargs):
        """Add the filter form (`filtre`), whether one is in use (`filtre_actif`) and whether it is refused (`refus`)."""
        actif = any(valeur for nom, valeur in self.request.GET.items() if nom in self.filtre.form.fields)
        refus = not self.filtre.is_valid()
        return super().get_context_data(filtre=self.filtre, filtre_actif=actif, refus=refus, **kwargs)
