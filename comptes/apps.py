from django.apps import AppConfig

from socle.droits import ECRIRE, droits


class ComptesConfig(AppConfig):
    name = "comptes"
    verbose_name = "Comptes"
    racine = "comptes/"
    droits = {"utilisateur": droits(administration=ECRIRE)}
