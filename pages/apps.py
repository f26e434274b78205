from django.apps import AppConfig

from socle.droits import LU_ET_CORRIGE, LU_ET_TENU


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Pages"
    racine = ""
    droits = {"accueil": LU_ET_CORRIGE, "miseenavant": LU_ET_TENU, "partenaire": LU_ET_TENU}
