"""Addresses of the lists of countries and themes, of the feeds of subjects, of what robots ask for, and of the editorial pages.

These take any first segment left: they come last.
"""

from django.urls import path, re_path
from django.views.generic import RedirectView

from pages import accessibilite, adhesion, anglais, avant_mission, flux_sujets, sitemaps, themes, views
from pages.application import manifeste
from pages.contexte import PAGE_ADHESION
from pages.models import ACCUEIL_ANGLAIS
from pages.partage import partage

app_name = "pages"

urlpatterns = [
    path("pays/", views.pays_liste, name="pays_liste"),
    path("pays/<slug:slug>/flux.rss", flux_sujets.flux_pays, name="flux_pays"),
    path("pays/<slug:slug>/fiche-avant-mission/", avant_mission.avant_mission, name="avant_mission"),
    path("themes/", themes.themes_liste, name="themes"),
    path("themes/<slug:slug>/flux.rss", flux_sujets.flux_theme, name="flux_theme"),
    path("groupes-pays/<slug:slug>/flux.rss", flux_sujets.flux_groupe, name="flux_groupe"),
    path("dynamiques/<slug:slug>/flux.rss", flux_sujets.flux_dynamique, name="flux_dynamique"),
    path("plan-du-site/", views.plan, name="plan"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="section"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", manifeste, name="manifeste"),
    re_path(r"^partage/(?P<jeton>[\w.:-]{40,2000})\.(?P<extension>png|jpg)$", partage, name="partage"),
    path("composants/", views.composants, name="composants"),
    path("sante/", views.sante, name="sante"),
    path("english/", RedirectView.as_view(pattern_name="pages:anglais", permanent=True, query_string=True), name="english"),
    path("en/", anglais.Accueil.as_view(), {"slug": ACCUEIL_ANGLAIS}, name="anglais"),
    path("en/find-a-french-partner/", anglais.partenaires, name="partenaires_anglais"),
    path("en/solidarity-funds/", anglais.fonds, name="fonds_anglais"),
    path("adherer/", adhesion.PageAdherer.as_view(), {"slug": PAGE_ADHESION}, name="adherer"),
    path("adherer/demande/", adhesion.demande, name="demande_adhesion"),
    path("adherer/demande/recue/", adhesion.recue, name="demande_recue"),
    path("accessibilite/", accessibilite.declaration, name="accessibilite"),
    path("accessibilite/signaler/", accessibilite.signaler, name="signaler_defaut"),
    path("accessibilite/signaler/recu/", accessibilite.recu, name="defaut_recu"),
    path("<slug:slug>/", views.PageEditoriale.as_view(), name="page"),
    path("<slug:parent>/<slug:slug>/", views.PageEditoriale.as_view(), name="sous_page"),
]
