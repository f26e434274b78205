from django.apps import AppConfig

from socle.droits import AJOUTER, LIRE, LU_ET_TENU, droits


class FondsSolidariteConfig(AppConfig):
    name = "fonds_solidarite"
    verbose_name = "Fonds de solidarité"
    racine = "fonds-de-solidarite/"
    droits = {
        **dict.fromkeys(["contribution", "affectation"], droits(LIRE, AJOUTER, AJOUTER)),
        "pointetape": LU_ET_TENU,
    }
