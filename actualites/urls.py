from django.urls import path

from actualites import views
from actualites.models import Actualite
from redaction.flux import flux

app_name = "actualites"

urlpatterns = [
    path("", views.ListeActualites.as_view(), name="liste"),
    path("flux.rss", flux(Actualite), name="flux"),
    path("<slug:slug>/", views.PageActualite.as_view(), name="actualite"),
]
