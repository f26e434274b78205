from django.apps import AppConfig


class JouetConfig(AppConfig):
    name = "tests.jouet"
    label = "jouet"
    racine = "breves/"
