"""The directory: the collectivités that filters keep, as a list, as a table or on a map."""

from annuaire.carte_annuaire import dessiner
from annuaire.filtres_annuaire import VUES, FiltreCollectivites
from annuaire.models import Collectivite
from annuaire.rangees import nommer_des_pays, pour_rangees
from annuaire.titres import titrer
from socle.listes import ListeFiltree, Paginateur
from territoires.contours import contours

PAR_PAGE = 25


class ListeCollectivites(ListeFiltree):
    """The collectivités of the directory, by name unless another order is asked for."""

    filterset_class = FiltreCollectivites
    template_name = "annuaire/liste.html"
    paginate_by = PAR_PAGE

    def get_queryset(self):
        return Collectivite.objects.visibles().avec_adhesion().alphabetique()

    def get_paginator(self, *args, **kwargs):
        """Count all the rows: so do the facets, and there are a few thousands at most."""
        return Paginateur(*args, **kwargs)

    @property
    def filtre_actif(self):
        """Whether rows are chosen."""
        return any(self.request.GET.get(nom) for nom in self.filtre.form.fields if nom not in self.filtre.reglages)

    def precisions(self, pages):
        """Return what the title adds: it holds the filters."""
        return [] if pages.count else ["aucun résultat"]

    def get_context_data(self, **kwargs):
        contexte = super().get_context_data(
            vue=self.compris.form.cleaned_data["vue"] or "liste",
            tri=self.compris.form.cleaned_data["tri"],
            vues=VUES,
            intitule=titrer(self.compris),
            **kwargs,
        )
        return {**contexte, "corps": lambda: self.corps(contexte)}

    def corps(self, contexte):
        """Return what stands under the title: called when it is made, and kept for all who read it."""
        self.compris.chiffrer(self.filtre.form)
        if contexte["vue"] == "carte":
            total = contexte["paginator"].count
            return {"carte": dessiner(self.object_list, total, self.adresse_du_departement), "contours": contours()["france"]}
        return {"rangees": self.rangees(contexte["page_obj"])}

    def rangees(self, page):
        """Return the rows of a page, each with the countries that it names."""
        rangees, voulu = list(pour_rangees(page.object_list)), self.compris.pays_choisi
        for une in rangees:
            une.pays_nommes, une.pays_tus = nommer_des_pays(une, voulu and voulu.nom)
        return rangees

    def adresse_du_departement(self, code):
        """Return the address of the same map in one département."""
        parametres = self.request.GET.copy()
        parametres["departement"] = code
        parametres.pop("page", None)
        return f"?{parametres.urlencode()}"
