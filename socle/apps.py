from django.apps import AppConfig

from socle.droits import EN_ADMINISTRATION, LU


class SocleConfig(AppConfig):
    name = "socle"
    verbose_name = "Journal"
    droits = {"cercle": LU, "journal": EN_ADMINISTRATION}
