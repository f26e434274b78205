"""The map of the site for search engines: what everyone may read in full, online now, a section by kind."""

from functools import partial

from django.contrib.sitemaps import Sitemap, views
from django.urls import reverse
from django.views.decorators.http import require_safe

from agenda.models import Cycle
from annuaire.sitemaps import PlanAutorites, PlanCollectivites, PlanProjets
from groupes_pays.models import Groupe
from pages.fiche_pays import pays_presents
from pages.themes import themes_presents
from redaction.plans import PlanDeContenus
from redaction.registre import sortes
from socle.acces import VISITEUR
from socle.memoire import gardee
from socle.plans import PlanDeLignes

RUBRIQUES = (
    "accueil",
    "agenda:cycles",
    "agenda:comptes_rendus",
    "annuaire:liste",
    "annuaire:partenariats",
    "annuaire:carte",
    "annuaire:projets",
    "api:documentation",
    "groupes_pays:liste",
    "groupes_pays:dynamiques",
    "pages:accessibilite",
    "pages:pays_liste",
    "pages:themes",
    "pages:plan",
    "pages:partenaires_anglais",
    "pages:fonds_anglais",
)


class PlanRubriques(Sitemap):
    """The home page and the lists."""

    def items(self):
        return [*RUBRIQUES, *(sorte.liste for sorte in sortes() if sorte.liste)]

    def location(self, nom):
        return reverse(nom)


class PlanPays(PlanDeLignes):
    """The countries with content."""

    def lignes(self):
        return pays_presents(VISITEUR).only("slug")

    def location(self, pays):
        return reverse("pays", kwargs={"slug": pays.slug})


class PlanThemes(PlanDeLignes):
    """The themes with content."""

    def lignes(self):
        return themes_presents(VISITEUR).only("slug")

    def location(self, theme):
        return reverse("theme", kwargs={"slug": theme.slug})


class PlanGroupes(PlanDeLignes):
    """The country groups and the dynamiques."""

    def lignes(self):
        return Groupe.objects.publics().only("slug", "nature")


class PlanCycles(PlanDeLignes):
    """The series of meetings of which a session is online."""

    def lignes(self):
        return Cycle.objects.annonces_pour(VISITEUR).only("slug")


def plans():
    """Return the sections by name, each made anew: one remembers what it counted."""
    return {
        "rubriques": PlanRubriques,
        **{sorte.cle: partial(PlanDeContenus, sorte) for sorte in sortes()},
        "annuaire": PlanCollectivites,
        "autorites": PlanAutorites,
        "projets": PlanProjets,
        "groupes": PlanGroupes,
        "pays": PlanPays,
        "themes": PlanThemes,
        "cycles": PlanCycles,
    }


@require_safe
@gardee(a_tous=True)
def index(request):
    """The index of the sections and of their pages."""
    return views.index(request, sitemaps=plans(), sitemap_url_name="pages:section")


@require_safe
@gardee("p", a_tous=True)
def section(request, section):
    """A page of a section."""
    return views.sitemap(request, sitemaps=plans(), section=section)
