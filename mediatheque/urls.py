from django.urls import path

from mediatheque import televersement, views

app_name = "mediatheque"

urlpatterns = [
    path("documents/<uuid:cle>/", views.document, name="document"),
    path("documents/<uuid:cle>/ecoute/", views.ecoute, name="ecoute"),
    path("documents/<uuid:cle>/sous-titres.vtt", views.sous_titres, name="sous_titres"),
    path("media/<path:chemin>", views.media, name="media"),
    path("images/envoi/", televersement.televerser_image, name="televerser_image"),
]
