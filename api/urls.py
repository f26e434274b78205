"""Addresses of the open data: the page that tells of them, the contract, then a list and a row for each set."""

from django.urls import path, re_path

from api import views
from api.ouverture import ouverte
from api.service import service

app_name = "api"

urlpatterns = [
    path("", views.documentation, name="documentation"),
    path("openapi.json", views.openapi, name="openapi"),
    *(path(str(un.pattern), ouverte(un.callback), name=un.name) for un in service.urls[0] if un.name != "api-root"),
    re_path(r"^(?P<reste>.+)$", views.introuvable, name="introuvable"),
]
