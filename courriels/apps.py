from django.apps import AppConfig

from socle.droits import droits


class CourrielsConfig(AppConfig):
    name = "courriels"
    verbose_name = "Courriels"
    droits = {"courriel": droits(administration=("view", "renvoyer"))}
