from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """The back office: the stock admin, with our home page."""

    default_site = "pages.back_office.BackOffice"
