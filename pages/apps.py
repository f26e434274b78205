from django.apps import AppConfig

from socle.droits import LU_ET_TENU


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Pages"
    racine = ""
    droits = {"partenaire": LU_ET_TENU}
