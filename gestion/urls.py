from django.urls import path

from gestion import views

app_name = "gestion"

urlpatterns = [
    path("etat/", views.etat, name="etat"),
    path("presence/", views.presence, name="presence"),
    path("reconnecte/", views.reconnecte, name="reconnecte"),
]
