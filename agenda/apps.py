from django.apps import AppConfig

from socle.droits import LU_ET_TENU


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = "Agenda"
    racine = "agenda/"
    droits = {"cycle": LU_ET_TENU}
