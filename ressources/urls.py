from django.urls import path

from ressources import views

app_name = "ressources"

urlpatterns = [
    path("", views.ListePublications.as_view(), name="liste"),
    path("mediatheque/", views.Mediatheque.as_view(), name="mediatheque"),
    path("mediatheque/<slug:slug>/", views.PageMedia.as_view(), name="media"),
    path("<slug:slug>/", views.PagePublication.as_view(), name="publication"),
]
