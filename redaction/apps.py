from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RedactionConfig(AppConfig):
    name = "redaction"
    verbose_name = "Contacts et adresses"

    def ready(self):
        """Let each app enter its kinds in the register."""
        autodiscover_modules("contenus")
