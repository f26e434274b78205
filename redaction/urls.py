from django.urls import path

from redaction import views

app_name = "redaction"

urlpatterns = [path("<str:jeton>/", views.relecture, name="relecture")]
