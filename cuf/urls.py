"""Addresses of the portal: each app says where its own begin (`racine`), in the order of INSTALLED_APPS.

Editorial pages come last since they take any first segment. The page of a group gathers apps above the group, which asks for its
own address all the same: the two names are given here, and belong to no app. A donors' committee has no page.
"""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path

from pages.groupes import PageDynamique, PageGroupePays

handler500 = "cuf.erreurs.erreur"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("groupes-pays/<slug:slug>/", PageGroupePays.as_view(), name="groupe"),
    path("dynamiques/<slug:slug>/", PageDynamique.as_view(), name="dynamique"),
    *(path(app.racine, include(f"{app.name}.urls")) for app in apps.get_app_configs() if hasattr(app, "racine")),
]
