from django.urls import path

from redaction import views

app_name = "redaction"

urlpatterns = [
    path("liens/", views.liens, name="liens"),
]
