from django.urls import path

from redaction import relecture_dehors, views

app_name = "redaction"

urlpatterns = [
    path("liens/", views.liens, name="liens"),
    path("relecture/<str:jeton>/", relecture_dehors.relecture, name="relecture"),
]
