"""Filtered lists: ten rows a page, a plain GET form, filters kept in the address."""

from django.views.generic import ListView

PAR_PAGE = 10


class ListeFiltree(ListView):
    """A list with a `filterset_class`. A filter that makes no sense shows its message and answers 400, never a guess."""

    filterset_class = None
    paginate_by = PAR_PAGE

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
