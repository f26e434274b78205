"""The panorama of projects: a list with its figures, and a page for each."""

from django.db.models import Count, Q
from django.urls import reverse
from django.views.generic import DetailView

from annuaire.filtres_projets import FiltreProjets
from annuaire.models import AutoriteLocale, Projet
from redaction.consultation import adresse_de_gestion
from socle.graphiques import barres
from socle.listes import ListeFiltree
from socle.memoire import VueGardee
from territoires.models import Odd, Pays

PAYS_MONTRES = 12
ACTUALITES_MONTREES = 10


class ListeProjets(ListeFiltree):
    """The projects, latest first, with the figures of those that the filters keep."""

    filterset_class = FiltreProjets
    template_name = "annuaire/projets.html"

    def get_queryset(self):
        return Projet.objects.publics().pour_liste().recents_d_abord()

    def get_context_data(self, **kwargs):
        retenus = self.object_list.order_by().values("pk")
        return super().get_context_data(
            niveaux=[("Annuaire", reverse("annuaire:liste"))],
            par_odd=barres(compter(Odd, retenus, "numero"), lambda odd: f"{odd.numero}. {odd.nom}", self.lien("odd", "numero")),
            par_pays=barres(compter(Pays, retenus, "nom_tri")[:PAYS_MONTRES], str, self.lien("pays", "pk")),
            **kwargs,
        )

    def lien(self, parametre, champ):
        """Return the function that gives the address of this list kept to one value more."""

        def adresse(ligne):
            parametres = self.request.GET.copy()
            parametres.pop("page", None)
            parametres[parametre] = getattr(ligne, champ)
            return f"?{parametres.urlencode()}"

        return adresse


def compter(modele, projets, ordre):
    """Return the rows of `modele` that projects are tied to, the most used first, each with its `nombre`."""
    siens = Count("projets", filter=Q(projets__in=projets), distinct=True)
    return modele.objects.filter(projets__in=projets).annotate(nombre=siens).order_by("-nombre", ordre)


class PageProjet(VueGardee, DetailView):
    """A project of the public directory: partners, documents, news."""

    template_name = "annuaire/projet.html"
    context_object_name = "projet"

    def get_queryset(self):
        return Projet.objects.publics().pour_liste()

    def get_context_data(self, **kwargs):
        projet, lecteur = self.object, self.request.lecteur
        return super().get_context_data(
            niveaux=[("Annuaire", reverse("annuaire:liste")), ("Projets", reverse("annuaire:projets"))],
            adresse_de_gestion=adresse_de_gestion(self.request.user, projet),
            autorites=list(AutoriteLocale.objects.publiques().filter(partenariats__projets=projet).select_related("pays")),
            documents=list(projet.documents.annonces_pour(lecteur)),
            actualites=list(projet.actualites.en_ligne_pour(lecteur)[:ACTUALITES_MONTREES]),
            **kwargs,
        )
