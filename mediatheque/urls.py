from django.urls import path

from mediatheque import televersement, views

app_name = "mediatheque"

urlpatterns = [
    path("documents/<uuid:cle>/", views.document, name="document"),
    path("media/<path:chemin>", views.media, name="media"),
    path("images/envoi/", televersement.televerser_image, name="televerser_image"),
]
