"""The back office itself: the stock Django admin, in our words."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from comptes.forms import ConnexionForm
from pages.attentes import attentes, raccourcis
from redaction import admin_corbeille


class ConnexionEquipe(ConnexionForm, AdminAuthenticationForm):
    """Sign in to the back office, in the words of the public sign-in."""

    def confirm_login_allowed(self, user):
        """Tell a member, who gave the right password, that the door is another one."""
        if user.is_active and not user.is_staff:
            raise ValidationError("Ce compte n’ouvre pas la gestion du portail : connectez-vous sur le site.", code="membre")
        super().confirm_login_allowed(user)


class BackOffice(admin.AdminSite):
    """The stock Django admin, in our words, with a home page that says what to do."""

    site_header = "Cités Unies France – gestion du portail"
    site_title = "Gestion du portail"
    index_title = "Tableau de bord"
    login_form = ConnexionEquipe
    index_template = "admin/tableau_de_bord.html"
    enable_nav_sidebar = True

    def get_urls(self):
        """Add the bin, which gathers contents of all kinds."""
        return [
            path("corbeille/", self.admin_view(partial(admin_corbeille.page, site=self)), name="corbeille"),
            path("corbeille/restaurer/", self.admin_view(admin_corbeille.restaurer), name="corbeille_restaurer"),
            *super().get_urls(),
        ]

    def get_app_list(self, request, app_label=None):
        """End the menu with the bin, for who has a menu."""
        entrees = super().get_app_list(request, app_label)
        return [*entrees, admin_corbeille.entree()] if entrees and app_label is None else entrees

    def password_change(self, request, extra_context=None):
        """Lead to the page of the portal, which counts the tries of the old password."""
        return redirect("comptes:mot_de_passe_changer")

    def index(self, request, extra_context=None):
        """Show what awaits this user, then the models."""
        contexte = {
            "attentes": attentes(request.user),
            "raccourcis": raccourcis(request.user),
            "aujourd_hui": timezone.localdate(),
            **(extra_context or {}),
        }
        return super().index(request, contexte)
