from django.apps import AppConfig

from socle.droits import droits


class GestionConfig(AppConfig):
    name = "gestion"
    verbose_name = "Gestion"
    racine = "saisie/"
    droits = {
        # A table takes out, and writes, in one go what a screen does row by row.
        "echange": droits(("exporter",), ("exporter", "importer"), ("exporter", "importer")),
    }
