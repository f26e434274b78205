from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """The back office: the stock admin, with our home page."""

    default_site = "pages.back_office.BackOffice"

    def ready(self):
        """Leave out the list of the queue's jobs: in English, about machines; what a job is for tells its own fate."""
        super().ready()
        admin.site.unregister(self.apps.get_model("procrastinate", "ProcrastinateJob"))
