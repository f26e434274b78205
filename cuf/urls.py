"""Addresses of the portal; editorial pages come last since they take any first segment.

The page of a group gathers apps above the group, which asks for its own address all the same: the two names are given here, and
belong to no app. A donors' committee has no page.
"""

from django.contrib import admin
from django.urls import include, path

from pages.groupes import PageDynamique, PageGroupePays

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("mediatheque.urls")),
    path("comptes/", include("comptes.urls")),
    path("", include("annuaire.urls")),
    path("", include("groupes_pays.urls")),
    path("groupes-pays/<slug:slug>/", PageGroupePays.as_view(), name="groupe"),
    path("dynamiques/<slug:slug>/", PageDynamique.as_view(), name="dynamique"),
    path("fonds-de-solidarite/", include("fonds_solidarite.urls")),
    path("actualites/", include("actualites.urls")),
    path("agenda/", include("agenda.urls")),
    path("ressources/", include("ressources.urls")),
    path("", include("pages.urls")),
]
