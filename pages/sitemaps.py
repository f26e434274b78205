"""The map of the site for search engines: what everyone may read in full, online now, a section by kind."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from actualites.sitemaps import PlanActualites
from agenda.sitemaps import PlanEvenements
from annuaire.sitemaps import PlanCollectivites
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe
from pages.fiche_pays import pays_presents
from pages.models import Page
from ressources.sitemaps import PlanMedias, PlanPublications
from socle.acces import VISITEUR
from socle.plans import PlanDeContenus, PlanDeLignes

RUBRIQUES = (
    "pages:accueil",
    "actualites:liste",
    "agenda:liste",
    "annuaire:liste",
    "annuaire:partenariats",
    "groupes_pays:liste",
    "groupes_pays:dynamiques",
    "fonds_solidarite:liste",
    "ressources:liste",
    "ressources:mediatheque",
    "pages:pays_liste",
    "pages:plan",
)


class PlanRubriques(Sitemap):
    """The home page and the lists."""

    def items(self):
        return RUBRIQUES

    def location(self, nom):
        return reverse(nom)


class PlanPages(PlanDeContenus):
    """The editorial pages."""

    def lignes(self):
        return Page.objects.publies().visibles_par(VISITEUR).select_related("parent").only("slug", "parent__slug")


class PlanPays(PlanDeLignes):
    """The countries with content."""

    def lignes(self):
        return pays_presents(VISITEUR).only("slug")

    def location(self, pays):
        return reverse("pages:pays", kwargs={"slug": pays.slug})


class PlanGroupes(PlanDeLignes):
    """The country groups and the dynamiques."""

    def lignes(self):
        return Groupe.objects.publics().only("slug", "nature")


class PlanFonds(PlanDeContenus):
    """The solidarity funds."""

    def lignes(self):
        return FondsSolidarite.objects.publies().visibles_par(VISITEUR).only("slug")


PLANS = {
    "rubriques": PlanRubriques,
    "pages": PlanPages,
    "actualites": PlanActualites,
    "agenda": PlanEvenements,
    "annuaire": PlanCollectivites,
    "groupes": PlanGroupes,
    "fonds": PlanFonds,
    "publications": PlanPublications,
    "medias": PlanMedias,
    "pays": PlanPays,
}
