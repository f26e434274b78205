from django.apps import AppConfig

from socle.droits import LU_ET_TENU, TENIR, droits


class GroupesPaysConfig(AppConfig):
    name = "groupes_pays"
    verbose_name = "Groupes-pays et dynamiques"
    racine = ""
    droits = {"groupe": LU_ET_TENU, "presidence": LU_ET_TENU, "perimetre": droits(administration=TENIR)}
