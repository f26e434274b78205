from django.apps import AppConfig

from socle.droits import ECRIRE, LIRE, LU, TENIR, droits


class TerritoiresConfig(AppConfig):
    name = "territoires"
    racine = ""
    verbose_name = "Référentiels : pays, territoires, thèmes"
    droits = {
        **dict.fromkeys(["pays", "region", "departement", "epci", "commune", "odd", "importreferentiel"], LU),
        **dict.fromkeys(["theme", "secteur"], droits(LIRE, ECRIRE, TENIR)),
    }
