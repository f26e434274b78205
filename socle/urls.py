from django.urls import path

from socle import televersement, views

app_name = "socle"

urlpatterns = [
    path("documents/<uuid:cle>/", views.document, name="document"),
    path("composants/", views.composants, name="composants"),
    path("media/<path:chemin>", views.media, name="media"),
    path("images/envoi/", televersement.televerser_image, name="televerser_image"),
]
