from django.apps import AppConfig

from socle.droits import TENIR, droits


class AppelsConfig(AppConfig):
    name = "appels"
    verbose_name = "Appels et offres"
    racine = "appels-et-offres/"
    # Who writes an appeal keeps the list of those who sign it.
    droits = {"signature": droits(TENIR, TENIR, TENIR)}
