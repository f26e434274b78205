"""Addresses of the portal; editorial pages come last since they take any first segment."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("mediatheque.urls")),
    path("comptes/", include("comptes.urls")),
    path("", include("annuaire.urls")),
    path("", include("groupes_pays.urls")),
    path("fonds-de-solidarite/", include("fonds_solidarite.urls")),
    path("actualites/", include("actualites.urls")),
    path("agenda/", include("agenda.urls")),
    path("ressources/", include("ressources.urls")),
    path("", include("pages.urls")),
]
