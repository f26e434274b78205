from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from socle.droits import AJOUTER, ECRIRE, EN_ADMINISTRATION, LU_ET_TENU, TENIR, droits


class RedactionConfig(AppConfig):
    name = "redaction"
    racine = "relecture/"
    verbose_name = "Tâches, fils, contacts et adresses"

    droits = {
        # Shown on many pages at once: who writes adds one, who publishes changes it.
        "contact": droits(AJOUTER, TENIR, TENIR),
        "ancienneadresse": EN_ADMINISTRATION,
        "relecture": EN_ADMINISTRATION,
        # What it ties is online: tied or untied, pages change at once.
        "fil": LU_ET_TENU,
        "maillon": LU_ET_TENU,
        "tache": droits(ECRIRE, TENIR, TENIR),
    }

    def ready(self):
        """Let each app enter its kinds in the register, and the hours at which what it shows changes by itself."""
        autodiscover_modules("contenus", "heures", "perimetres")
