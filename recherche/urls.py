from django.urls import path

from recherche import opensearch, views

app_name = "recherche"

urlpatterns = [
    path("", views.recherche, name="recherche"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/navigateur/", opensearch.suggestions, name="suggestions_navigateur"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
]
