from django.http import HttpResponse
from django.urls import path

from redaction.flux import flux
from tests.jouet.models import Breve

app_name = "jouet"

urlpatterns = [
    path("", lambda request: HttpResponse("Les brèves"), name="liste"),
    path("flux.rss", flux(Breve), name="flux"),
    path("<slug:slug>/", lambda request, slug: HttpResponse("Une brève"), name="breve"),
]
