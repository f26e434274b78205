from django.apps import AppConfig


class FondsSolidariteConfig(AppConfig):
    name = "fonds_solidarite"
    verbose_name = "Fonds de solidarité"
    racine = "fonds-de-solidarite/"
