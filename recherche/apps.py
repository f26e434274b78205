from django.apps import AppConfig

from socle.droits import EN_ADMINISTRATION, LIRE, LU_ET_TENU, TENIR, droits


class RechercheConfig(AppConfig):
    name = "recherche"
    verbose_name = "Recherche"
    racine = "recherche/"
    droits = {
        "synonyme": LU_ET_TENU,
        # Read to write what people look for; erased when it is done.
        "recherchevaine": droits(LIRE, TENIR, TENIR),
        "motconnu": EN_ADMINISTRATION,
    }
