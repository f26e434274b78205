"""Addresses of the lists of groups; the page of each gathers several apps, and has its address in `cuf/urls.py`."""

from django.urls import path

from groupes_pays import carte, views

app_name = "groupes_pays"

urlpatterns = [
    path("groupes-pays/carte.svg", carte.carte, name="carte"),
    path("groupes-pays/", views.ListeGroupesPays.as_view(), name="liste"),
    path("dynamiques/", views.ListeDynamiques.as_view(), name="dynamiques"),
]
