"""The back office itself: the stock Django admin, in our words."""

from functools import partial

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from pages import recherche_gestion
from pages.attentes import attentes, raccourcis
from pages.menu_gestion import menu
from redaction import admin_calendrier, admin_corbeille


class BackOffice(admin.AdminSite):
    """The stock Django admin, in our words, with a home page that says what to do."""

    site_header = "Cités Unies France – gestion du portail"
    site_title = "Gestion du portail"
    index_title = "Tableau de bord"
    index_template = "admin/tableau_de_bord.html"
    enable_nav_sidebar = True

    def login(self, request, extra_context=None):
        """Lead to the sign-in of the portal, whose steps are the same for all; tell a member that this door is not theirs."""
        suite = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        if request.user.is_authenticated and not self.has_permission(request):
            return render(request, "admin/porte_fermee.html", status=403)
        return redirect(reverse("comptes:connexion", query={REDIRECT_FIELD_NAME: suite}))

    def get_urls(self):
        """Add what gathers rows of all kinds: what is scheduled, the bin, the search."""
        return [
            path("calendrier/", self.admin_view(partial(admin_calendrier.page, site=self)), name="calendrier"),
            path("corbeille/", self.admin_view(partial(admin_corbeille.page, site=self)), name="corbeille"),
            path("corbeille/restaurer/", self.admin_view(admin_corbeille.restaurer), name="corbeille_restaurer"),
            path("recherche/", self.admin_view(partial(recherche_gestion.page, site=self)), name="recherche"),
            *super().get_urls(),
        ]

    def get_app_list(self, request, app_label=None):
        """Put the models of all apps in families; what is scheduled, and the bin, at the end, for who has a menu."""
        entrees = super().get_app_list(request, app_label)
        if not entrees or app_label is not None:
            return entrees
        return [*menu(entrees, request), admin_calendrier.entree(), admin_corbeille.entree()]

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
