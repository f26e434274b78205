from django.apps import AppConfig

from socle.droits import EN_ADMINISTRATION, LIRE, LU_ET_TENU, droits

VIDER = ("view", "delete")


class RechercheConfig(AppConfig):
    name = "recherche"
    verbose_name = "Recherche"
    racine = "recherche/"
    droits = {
        "synonyme": LU_ET_TENU,
        # Read to write what people look for; erased when it is done.
        "recherchevaine": droits(LIRE, VIDER, VIDER),
        "motconnu": EN_ADMINISTRATION,
    }
