from django.apps import AppConfig


class GestionConfig(AppConfig):
    name = "gestion"
    verbose_name = "Gestion"
    racine = "saisie/"
