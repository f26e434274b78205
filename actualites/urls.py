from django.urls import path
from django.views.decorators.http import require_safe

from actualites import views
from actualites.flux import FluxActualites

app_name = "actualites"

urlpatterns = [
    path("", views.ListeActualites.as_view(), name="liste"),
    path("flux.rss", require_safe(FluxActualites()), name="flux"),
    path("<slug:slug>/", views.PageActualite.as_view(), name="actualite"),
]
