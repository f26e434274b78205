"""Filtered lists: ten rows a page, a plain GET form, filters kept in the address."""

from django.core.exceptions import EmptyResultSet
from django.core.paginator import EmptyPage, Paginator
from django.db import connection
from django.utils.functional import cached_property
from django.views.generic import ListView

from socle.filtres import filtres_en_vigueur
from socle.memoire import VueGardee

PAR_PAGE = 10
COMPTE_MAX = 1000
"""Rows of a filtered list that are counted: beyond, it holds « plus de 1 000 »."""
PAGE_MAX = 1_000_000
"""Number of a page beyond which nothing is asked of the database."""


def compter(listes):
    """Return how many rows each of several querysets has, `COMPTE_MAX + 1` where there are more; one query for all.

    Args:
        listes: `{name: queryset}`.
    """
    comptes, requetes, valeurs = dict.fromkeys(listes, 0), {}, []
    for nom, lignes in listes.items():
        try:
            requetes[nom], parametres = lignes.order_by().values("pk")[: COMPTE_MAX + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        valeurs += parametres
    if requetes:
        with connection.cursor() as curseur:
            curseur.execute(f"SELECT {', '.join(f'(SELECT count(*) FROM ({sql}) l)' for sql in requetes.values())}", valeurs)
            comptes |= zip(requetes, curseur.fetchone(), strict=True)
    return comptes


class Paginateur(Paginator):
    """Pages found by their keys: the rows before them, with their texts, are not read."""

    plancher = None

    def page(self, number):
        """Return a page of the rows."""
        numero = self.validate_number(number)
        debut = (numero - 1) * self.per_page
        fin = min(debut + self.per_page, self.count)
        return self._get_page(self.lignes(debut, fin), numero, self)

    def lignes(self, debut, fin):
        """Return the rows from one rank to another; those of the second half are counted from the end, which is nearer."""
        cles = self.object_list.prefetch_related(None).values("pk")
        if self.plancher is None and debut > self.count // 2:
            cles = cles.reverse()[max(self.count - fin, 0) : self.count - debut]
        else:
            cles = cles[debut:fin]
        return self.object_list.filter(pk__in=cles)


class PaginateurBorne(Paginateur):
    """The same where counting every row would last: the count stops after `COMPTE_MAX`, the pages go on while there are rows.

    `plancher` is then `COMPTE_MAX`, which the rows exceed; None where they were all counted.
    """

    @cached_property
    def count(self):
        """The number of rows, `COMPTE_MAX + 1` where there are more."""
        return self.object_list.order_by().values("pk")[: COMPTE_MAX + 1].count()

    @property
    def plancher(self):
        """How many the rows exceed, None where their number is known."""
        return COMPTE_MAX if self.count > COMPTE_MAX else None

    def validate_number(self, number):
        """Return the number of a page that may be."""
        if not self.plancher:
            return super().validate_number(number)
        return Paginator(range(PAGE_MAX), 1).validate_number(number)

    def page(self, number):
        """Return a page of the rows; raise EmptyPage beyond the last one."""
        numero = self.validate_number(number)
        debut = (numero - 1) * self.per_page
        # One more row tells whether there is a page after this one.
        lues = [*self.lignes(debut, debut + self.per_page + 1)]
        if not lues and numero > 1:
            raise EmptyPage(self.error_messages["no_results"])
        # More pages are known than were counted.
        self.num_pages = max(self.num_pages, numero + (len(lues) > self.per_page))
        return self._get_page(lues[: self.per_page], numero, self)


class ListeFiltree(VueGardee, ListView):
    """A list with a `filterset_class`. An unknown parameter is ignored.

    A filter that makes no sense shows its message: the list comes without it, with the others, and the answer is 400.
    """

    filterset_class = None
    paginate_by = PAR_PAGE

    @classmethod
    def parametres_lus(cls):
        return ("page", *cls.filterset_class.base_filters)

    def get(self, request, *args, **kwargs):
        self.filtre = self.filterset_class(request.GET, queryset=self.get_queryset(), request=request)
        valide = self.filtre.is_valid()
        self.compris = self.filtre if valide else self.sans_les_refuses(request)
        self.object_list = self.compris.qs
        return self.render_to_response(self.get_context_data(), status=200 if valide else 400)

    def get_paginator(self, *args, **kwargs):
        """Count all the rows of the list, which its index does at once, and those that a filter keeps up to a point."""
        return (PaginateurBorne if self.filtre_actif else Paginateur)(*args, **kwargs)

    def sans_les_refuses(self, request):
        """Return the same filters without those whose value makes no sense."""
        valeurs = request.GET.copy()
        for nom in self.filtre.form.errors:
            valeurs.pop(nom, None)
        compris = self.filterset_class(valeurs, queryset=self.get_queryset(), request=request)
        return compris if compris.is_valid() else self.filterset_class({}, queryset=self.get_queryset(), request=request)

    @property
    def filtre_actif(self):
        """Whether a filter is in use."""
        return any(valeur for nom, valeur in self.request.GET.items() if nom in self.filtre.form.fields)

    def precisions(self, pages):
        """Return what the title of the page adds to that of the list: the filters in force, and that nothing is found."""
        dits = [actif["libelle"] for actif in filtres_en_vigueur(self.request.GET, self.filtre.form)]
        return [*dits, "aucun résultat"] if not pages.count else dits

    def get_context_data(self, **kwargs):
        """Add the filter form (`filtre`), whether one is in use (`filtre_actif`) or refused (`refus`), and `precisions`.

        `cle_de_liste` is what the list depends on beside its reader and the database.
        """
        refus = not self.filtre.is_valid()
        contexte = super().get_context_data(filtre=self.filtre, filtre_actif=self.filtre_actif, refus=refus, **kwargs)
        precisions = ", ".join(self.precisions(contexte["paginator"]))
        return {
            **contexte,
            "precisions": precisions,
            "cle_de_liste": None if refus else f"{self.request.path}?{self.request.GET.urlencode()}",
        }
