from django.urls import path

from actualites import views
from actualites.flux import FluxActualites

app_name = "actualites"

urlpatterns = [
    path("", views.ListeActualites.as_view(), name="liste"),
    path("flux.rss", FluxActualites(), name="flux"),
    path("<slug:slug>/", views.PageActualite.as_view(), name="actualite"),
]
