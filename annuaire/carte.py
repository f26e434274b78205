"""The map of partnerships: the world and France, drawn on the server, and the same facts as tables."""

from django.db.models import Count, Q
from django.urls import reverse

from annuaire.carte_dessin import Compte, ouvrir_carte, ouvrir_fenetre
from annuaire.filtres import FiltreCarte
from annuaire.models import Partenariat
from socle.listes import ListeFiltree
from territoires.contours import contours
from territoires.models import Departement, Pays

DETAIL_MAX = 150
"""Partnerships beyond which the map adds them up by country and by département instead of drawing each between its towns."""


class PageCarte(ListeFiltree):
    """The partnerships on a map. Few, each is drawn between its towns; many, they are added up."""

    filterset_class = FiltreCarte
    template_name = "annuaire/carte.html"
    paginate_by = None

    def get_queryset(self):
        return Partenariat.objects.publics().avec_visibles().avec_points().par_pays()

    def precisions(self, pages):
        """Return what the title adds: the filters in force, and that nothing is found."""
        return super().precisions(self.compte)

    def get_context_data(self, **kwargs):
        cles = self.object_list.order_by().values("pk")
        self.compte = Compte(cles.count())
        detail = self.compte.count <= DETAIL_MAX
        liens = list(self.object_list) if detail else []
        par_pays, par_departement = list(pays_lies(cles)), [] if detail else list(departements_lies(cles))
        return super().get_context_data(
            object_list=liens,
            niveaux=[("Annuaire", reverse("annuaire:liste"))],
            total=self.compte.count,
            detail=detail,
            detail_max=DETAIL_MAX,
            liens=liens,
            par_pays=par_pays,
            par_departement=par_departement,
            contours=contours()["france"],
            carte=ouvrir_carte(liens, par_pays, par_departement),
            criteres=self.request.GET.urlencode(),
            **kwargs,
        )


def pays_lies(cles):
    """Return the countries of partnerships, the most tied first, each with `nombre`, `villes` and `francaises`."""
    lien = "autorites__partenariats"
    visibles = Q(**{f"{lien}__collectivites__visible": True})
    return (
        Pays.objects.filter(**{f"{lien}__in": cles})
        .annotate(
            nombre=Count(lien, distinct=True),
            villes=Count("autorites", distinct=True),
            francaises=Count(f"{lien}__collectivites", distinct=True, filter=visibles),
        )
        .order_by("-nombre", "nom_tri")
    )


def departements_lies(cles):
    """Return the départements of the collectivités of partnerships, in their order, each with `nombre` and `francaises`."""
    francaises = Q(collectivites__visible=True, collectivites__partenariats__in=cles)
    return (
        Departement.objects.filter(francaises)
        .annotate(nombre=Count("collectivites__partenariats", distinct=True), francaises=Count("collectivites", distinct=True))
        .order_by("ordre")
    )


def situer(autorite):
    """Return the part of the world around an authority, loaded `avec_point`; None when nobody knows where it stands."""
    if autorite.point_latitude is None:
        return None
    fenetre = ouvrir_fenetre([(autorite.point_latitude, autorite.point_longitude)])
    fenetre.montrer_pays([autorite.pays])
    fenetre.montrer_autorites([autorite], liens=False)
    return fenetre
