from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse_lazy

from groupes_pays.models import Groupe
from redaction.consultation import PageContenu
from redaction.sujets import dire_en_commun, par_paires
from ressources.filtres import FiltreMedias, FiltrePublications
from ressources.models import Media, Publication
from socle.listes import ListeFiltree

VOISINES = 4


class ListePublications(ListeFiltree):
    """The publications, latest first."""

    filterset_class = FiltrePublications
    template_name = "ressources/liste.html"
    extra_context = {"niveaux": []}

    def get_queryset(self):
        return Publication.objects.en_ligne_pour(self.request.lecteur).pour_carte()


class Mediatheque(ListeFiltree):
    """The texts, photographs, sounds and videos, latest first."""

    filterset_class = FiltreMedias
    template_name = "ressources/mediatheque.html"
    extra_context = {"niveaux": [("Ressources", reverse_lazy("ressources:liste"))]}

    def get_queryset(self):
        return Media.objects.en_ligne_pour(self.request.lecteur).pour_carte()


class PagePublication(PageContenu):
    """A publication: its edition, how to get it, the one it replaces or that replaces it."""

    template_name = "ressources/publication.html"
    extra_context = {"niveaux": [("Ressources", reverse_lazy("ressources:liste"))]}
    context_object_name = "publication"

    def get_queryset(self):
        return Publication.objects.annonces_pour(self.request.lecteur).select_related("image").avec_cles_de_sujets()

    def corps(self):
        publication, en_ligne = self.object, Publication.objects.en_ligne_pour(self.request.lecteur)
        voisines = par_paires(list(en_ligne.du_meme_sujet(publication, VOISINES).select_related("image")[:VOISINES]))
        # The page and its related cards show the same relations: fetched together.
        prefetch_related_objects([publication, *voisines], "pays", "themes")
        prefetch_related_objects(
            [publication],
            "contacts",
            Prefetch("groupes", Groupe.objects.publics()),
            Prefetch("remplacee_par", en_ligne.order_by("parue_le", "pk"), to_attr="suivantes"),
        )
        dire_en_commun(publication, voisines, publication.groupes.all())
        remplacee = en_ligne.filter(pk=publication.remplace_id).first() if publication.remplace_id else None
        precedent, suivant = en_ligne.voisins(publication)
        return {
            **super().corps(),
            "voisines": voisines,
            "remplacee": remplacee,
            "precedent": precedent,
            "suivant": suivant,
        }


class PageMedia(PageContenu):
    """A medium: what it is, its transcript, and a link to its host."""

    template_name = "ressources/media.html"
    extra_context = {
        "niveaux": [
            ("Ressources", reverse_lazy("ressources:liste")),
            ("Médiathèque", reverse_lazy("ressources:mediatheque")),
        ]
    }
    context_object_name = "media"

    def get_queryset(self):
        return Media.objects.annonces_pour(self.request.lecteur).select_related("image").avec_cles_de_sujets()

    def corps(self):
        media, en_ligne = self.object, Media.objects.en_ligne_pour(self.request.lecteur)
        prefetch_related_objects([media], "contacts", "pays", "themes")
        precedent, suivant = en_ligne.voisins(media)
        voisins = par_paires([*en_ligne.du_meme_sujet(media, VOISINES).pour_carte()[:VOISINES]])
        dire_en_commun(media, voisins)
        return {**super().corps(), "precedent": precedent, "suivant": suivant, "voisins": voisins}
