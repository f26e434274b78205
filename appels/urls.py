from django.urls import path

from appels import views
from appels.flux import FluxDAppels
from appels.models import Appel
from redaction.flux import flux

app_name = "appels"

urlpatterns = [
    path("", views.ListeAppels.as_view(), name="liste"),
    path("flux.rss", flux(Appel, FluxDAppels), name="flux"),
    path("<slug:slug>/", views.PageAppel.as_view(), name="appel"),
]
