from django.apps import AppConfig

from socle.droits import ECRIRE, TENIR, droits


class MediathequeConfig(AppConfig):
    name = "mediatheque"
    verbose_name = "Médiathèque"
    racine = ""
    droits = {"image": droits(ECRIRE, TENIR, TENIR), "document": droits(ECRIRE, TENIR, TENIR)}
