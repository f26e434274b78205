from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse_lazy

from actualites.filtres import FiltreActualites
from actualites.models import Actualite
from annuaire.models import Collectivite
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe
from redaction.consultation import PageContenu
from redaction.sujets import dire_en_commun
from socle.listes import ListeFiltree

VOISINES = 3


class ListeActualites(ListeFiltree):
    """The news, latest first."""

    filterset_class = FiltreActualites
    template_name = "actualites/liste.html"
    extra_context = {"niveaux": []}

    def get_queryset(self):
        return Actualite.objects.en_ligne_pour(self.request.lecteur).pour_carte()


class PageActualite(PageContenu):
    """A piece of news, the one before and the one after, and others on the same groups, countries or themes."""

    template_name = "actualites/actualite.html"
    context_object_name = "actualite"
    extra_context = {"niveaux": [("Actualités", reverse_lazy("actualites:liste"))]}

    def get_queryset(self):
        return Actualite.objects.annonces_pour(self.request.lecteur).select_related("image").avec_cles_de_sujets()

    def corps(self):
        lecteur, actualite = self.request.lecteur, self.object
        en_ligne = Actualite.objects.en_ligne_pour(lecteur)
        precedent, suivant = en_ligne.voisins(actualite)
        voisines = list(en_ligne.du_meme_sujet(actualite, VOISINES).select_related("image")[:VOISINES])
        # The page and its related cards show the same relations: fetched together.
        prefetch_related_objects([actualite, *voisines], "pays", "themes")
        prefetch_related_objects(
            [actualite],
            "contacts",
            Prefetch("groupes", Groupe.objects.publics()),
            Prefetch("fonds", FondsSolidarite.objects.en_ligne_pour(lecteur)),
            Prefetch("collectivites", Collectivite.objects.visibles()),
        )
        dire_en_commun(actualite, voisines, actualite.groupes.all())
        return {**super().corps(), "precedent": precedent, "suivant": suivant, "voisines": voisines}
