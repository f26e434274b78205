from django.apps import AppConfig


class RepriseSpipConfig(AppConfig):
    name = "reprise_spip"
    verbose_name = "Reprise du site SPIP"
