"""The map of the site for search engines: what everyone may read in full, online now."""

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


class PlanPages(Sitemap):
    """The editorial pages."""

    def items(self):
        # Lists everywhere: the paginator of the sitemap then counts them without a second query.
        return list(Page.objects.publies().visibles_par(VISITEUR).select_related("parent"))

    def lastmod(self, page):
        return page.modifie_le


class PlanPays(Sitemap):
    """The countries with content."""

    def items(self):
        return list(pays_presents(VISITEUR))

    def location(self, pays):
        return reverse("pages:pays", kwargs={"slug": pays.slug})


class PlanGroupes(Sitemap):
    """The country groups and the dynamiques."""

    def items(self):
        return list(Groupe.objects.publics().only("slug", "nature"))


class PlanFonds(Sitemap):
    """The solidarity funds."""

    def items(self):
        return list(FondsSolidarite.objects.publies().visibles_par(VISITEUR).only("slug", "modifie_le"))

    def lastmod(self, fonds):
        return fonds.modifie_le


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
