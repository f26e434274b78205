from django.urls import path

from fonds_solidarite import views
from fonds_solidarite.models import FondsSolidarite
from redaction.flux import flux

app_name = "fonds_solidarite"

urlpatterns = [
    path("", views.ListeFonds.as_view(), name="liste"),
    path("flux.rss", flux(FondsSolidarite), name="flux"),
    path("<slug:slug>/", views.PageFonds.as_view(), name="fonds"),
]
