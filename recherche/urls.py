from django.urls import path

from recherche import views

app_name = "recherche"

urlpatterns = [
    path("", views.recherche, name="recherche"),
    path("suggestions/", views.suggestions, name="suggestions"),
]
