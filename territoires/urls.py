"""Addresses of the locator maps."""

from django.urls import path

from territoires import views

app_name = "territoires"

urlpatterns = [
    path("carte/reperes/<slug:version>/<slug:code>.svg", views.repere, name="repere"),
]
