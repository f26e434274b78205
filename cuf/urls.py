"""Addresses of the portal: each app says where its own begin (`racine`), in the order of INSTALLED_APPS.

Editorial pages come last since they take any first segment. The home page, the member's space, the page of a country or of a
group gather the apps below, which link to them all the same: their names are given here, and belong to no app. A donors'
committee has no page.
"""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path

from pages.espace import espace
from pages.groupes import PageDynamique, PageGroupePays
from pages.views import accueil, pays
from recherche.views import en_anglais

handler500 = "cuf.erreurs.erreur"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", accueil, name="accueil"),
    path("espace/", espace, name="espace"),
    path("pays/<slug:slug>/", pays, name="pays"),
    path("groupes-pays/<slug:slug>/", PageGroupePays.as_view(), name="groupe"),
    path("dynamiques/<slug:slug>/", PageDynamique.as_view(), name="dynamique"),
    path("en/search/", en_anglais, name="recherche_en"),
    *(path(app.racine, include(f"{app.name}.urls")) for app in apps.get_app_configs() if hasattr(app, "racine")),
]
