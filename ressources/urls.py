from django.urls import path

from redaction.flux import flux
from ressources import views
from ressources.models import Media, Publication

app_name = "ressources"

urlpatterns = [
    path("", views.ListePublications.as_view(), name="liste"),
    path("flux.rss", flux(Publication), name="flux"),
    path("mediatheque/", views.Mediatheque.as_view(), name="mediatheque"),
    path("mediatheque/flux.rss", flux(Media), name="flux_medias"),
    path("mediatheque/<slug:slug>/", views.PageMedia.as_view(), name="media"),
    path("<slug:slug>/", views.PagePublication.as_view(), name="publication"),
]
