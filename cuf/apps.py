from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """The back office: the stock admin, with our home page."""

    default_site = "pages.back_office.BackOffice"

    def ready(self):
        """Leave out lists about machines, in English: a job's fate is told by what it is for, a second factor by its account."""
        super().ready()
        for app, modele in (("procrastinate", "ProcrastinateJob"), ("account", "EmailAddress"), ("mfa", "Authenticator")):
            admin.site.unregister(self.apps.get_model(app, modele))
