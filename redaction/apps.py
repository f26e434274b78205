from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from socle.droits import AJOUTER, ECRIRE, EN_ADMINISTRATION, LU_ET_TENU, TENIR, droits

TENUE_A_LA_MAIN = ("view", "add", "delete")


class RedactionConfig(AppConfig):
    name = "redaction"
    verbose_name = "Tâches, fils, contacts et adresses"
    racine = "redaction/"

    droits = {
        # Shown on many pages at once: who writes adds one, who publishes changes it.
        "contact": droits(AJOUTER, TENIR, TENIR),
        # Written by hand too: a page of the former site, an address printed somewhere.
        "ancienneadresse": droits((), TENUE_A_LA_MAIN, TENUE_A_LA_MAIN),
        "relecture": EN_ADMINISTRATION,
        # Everyone of the team remarks on what they read, in its form; nobody lists them.
        "remarque": EN_ADMINISTRATION,
        "reponse": EN_ADMINISTRATION,
        # What it ties is online: tied or untied, pages change at once.
        "fil": LU_ET_TENU,
        "maillon": LU_ET_TENU,
        "tache": droits(ECRIRE, TENIR, TENIR),
    }

    def ready(self):
        """Let each app enter its kinds, the hours at which what it shows changes by itself, what texts may lead to and
        what it knows for the checks of a text."""
        autodiscover_modules("contenus", "heures", "perimetres", "cibles", "controles")
