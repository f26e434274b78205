from django.urls import path

from fonds_solidarite import views

app_name = "fonds_solidarite"

urlpatterns = [
    path("", views.ListeFonds.as_view(), name="liste"),
    path("<slug:slug>/", views.PageFonds.as_view(), name="fonds"),
]
