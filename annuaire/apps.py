from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from socle.droits import CORRIGER, LIRE, LU, LU_ET_TENU, SUIVRE, TENIR, droits


class AnnuaireConfig(AppConfig):
    name = "annuaire"
    verbose_name = "Annuaire"
    racine = ""
    droits = {
        **dict.fromkeys(
            ["collectivite", "personne", "mandat", "autoritelocale", "partenariat", "projet", "adhesion", "election"], LU_ET_TENU
        ),
        "fusiondepersonnes": LU,
        # Goes with the accounts: who is attached to a collectivité reads and proposes in its name.
        "rattachement": droits(LIRE, LIRE, TENIR),
        # They name people: read by who answers, and erased when those people ask.
        "demandeadhesion": droits(edition=SUIVRE, administration=SUIVRE),
        "demandemodification": droits(edition=CORRIGER, administration=CORRIGER),
    }

    def ready(self):
        """Let each app above enter its facets in the directory."""
        autodiscover_modules("facettes")
