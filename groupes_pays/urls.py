"""Addresses of the country groups and of the dynamiques; a donors' committee has no page."""

from django.urls import path

from groupes_pays import views

app_name = "groupes_pays"

urlpatterns = [
    path("groupes-pays/", views.ListeGroupesPays.as_view(), name="liste"),
    path("groupes-pays/<slug:slug>/", views.PageGroupePays.as_view(), name="groupe"),
    path("dynamiques/", views.ListeDynamiques.as_view(), name="dynamiques"),
    path("dynamiques/<slug:slug>/", views.PageDynamique.as_view(), name="dynamique"),
]
