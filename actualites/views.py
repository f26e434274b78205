from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse_lazy

from actualites.filtres import FiltreActualites
from actualites.models import Actualite
from annuaire.models import Collectivite
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe
from redaction.consultation import PageContenu
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
        lecteur = self.request.lecteur
        return (
            Actualite.objects.annonces_pour(lecteur)
            .select_related("image")
            .avec_cles_de_sujets()
            .prefetch_related(
                "contacts",
                Prefetch("groupes", Groupe.objects.publics()),
                Prefetch("fonds", FondsSolidarite.objects.en_ligne_pour(lecteur)),
                Prefetch("collectivites", Collectivite.objects.visibles()),
            )
        )

    def get_context_data(self, **kwargs):
        en_ligne = Actualite.objects.en_ligne_pour(self.request.lecteur)
        precedent, suivant = en_ligne.voisins(self.object)
        voisines = list(en_ligne.du_meme_sujet(self.object, VOISINES).select_related("image")[:VOISINES])
        # The page and its related cards show the same relations: fetched together.
        prefetch_related_objects([self.object, *voisines], "pays", "themes")
        return super().get_context_data(precedent=precedent, suivant=suivant, voisines=voisines, **kwargs)
