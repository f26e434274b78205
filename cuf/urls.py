"""Addresses of the portal: each app says where its own begin (`racine`), in the order of INSTALLED_APPS.

Editorial pages come last since they take any first segment. The home page, the member's space, the page of a country, of a
theme or of a group, the feed of a fund gather the apps below, which link to them all the same: their names are given here, and
belong to no app. A donors' committee has no page.
"""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path

from pages.accueil import accueil
from pages.espace import espace
from pages.flux_fonds import flux_fonds
from pages.groupes import PageDynamique, PageGroupePays
from pages.themes import theme
from pages.views import pays
from recherche.views import en_anglais, suggestions_en_anglais

handler400 = "cuf.erreurs.illisible"
handler404 = "cuf.erreurs.introuvable"
handler500 = "cuf.erreurs.erreur"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("comptes/", include("comptes.adresses")),
    path("", accueil, name="accueil"),
    path("espace/", espace, name="espace"),
    path("pays/<slug:slug>/", pays, name="pays"),
    path("groupes-pays/<slug:slug>/", PageGroupePays.as_view(), name="groupe"),
    path("dynamiques/<slug:slug>/", PageDynamique.as_view(), name="dynamique"),
    path("en/search/", en_anglais, name="recherche_en"),
    path("en/search/suggestions/", suggestions_en_anglais, name="suggestions_en"),
    path("themes/<slug:slug>/", theme, name="theme"),
    path("fonds-de-solidarite/<slug:slug>/flux.rss", flux_fonds, name="flux_fonds"),
    *(path(app.racine, include(f"{app.name}.urls")) for app in apps.get_app_configs() if hasattr(app, "racine")),
]
