from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "Données ouvertes"
    racine = "api/v1/"
