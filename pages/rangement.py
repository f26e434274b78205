"""The pages in the order of the menus, on one screen: dragged, moved by the keyboard, or numbered by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from pages import actions
from pages.models import Page
from redaction.publication import Statut
from socle.envois import recevoir
from socle.perms import a_le_droit

PREFIXE = "rang-"
RANG_MAX = 999


class AvecRangement:
    """For the admin of pages."""

    def get_urls(self):
        """Add the screen that orders the pages."""
        return [path("ranger/", self.admin_site.admin_view(self.ranger), name="pages_page_ranger"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Offer that screen above the list, to who publishes: menus change at once."""
        permis = a_le_droit(request.user, "publier", Page)
        outils = [("Ranger les pages", reverse("admin:pages_page_ranger"))] if permis else []
        return super().changelist_view(request, {"echanges": outils, **(extra_context or {})})

    def ranger(self, request):
        """Show the pages of each menu and of each page, and write their order."""
        if not a_le_droit(request.user, "publier", Page):
            raise PermissionDenied
        return recevoir(request, lambda: self._ranger(request))

    def _ranger(self, request):
        if request.method == "POST":
            rangs, faux = _lire(request.POST)
            if not faux:
                changees = actions.ranger_pages(rangs=rangs, par=request.user)
                self.message_user(request, f"Pages déplacées : {changees}.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:pages_page_ranger"))
            self.message_user(request, f"Une place est un nombre de 0 à {RANG_MAX}.", messages.ERROR)
        contexte = {
            **self.admin_site.each_context(request),
            "title": "Ranger les pages",
            "opts": self.opts,
            "listes": _listes(),
            "prefixe": PREFIXE,
            "rang_max": RANG_MAX,
        }
        return TemplateResponse(request, "admin/pages/page/ranger.html", contexte)


def _lire(envoi):
    """Return {key of a page: rank}, and whether something in it is none."""
    rangs, faux = {}, False
    for nom, texte in envoi.items():
        if nom.startswith(PREFIXE):
            cle = nom.removeprefix(PREFIXE)
            lus = all(un.isascii() and un.isdecimal() and len(un) < 10 for un in (cle, texte))
            if lus and int(texte) <= RANG_MAX:
                rangs[int(cle)] = int(texte)
            else:
                faux = True
    return rangs, faux


def _listes():
    """Return (title, pages) for each menu, then for each page that has others under it."""
    pages = list(
        Page.objects.exclude(statut__in=[Statut.CORBEILLE, Statut.ARCHIVE]).order_by("ordre", "titre", "pk").defer("corps")
    )
    racines = [une for une in pages if une.parent_id is None]
    listes = [(menu.label.capitalize(), [une for une in racines if une.menu == menu]) for menu in Page.Menu]
    listes += [(f"Sous « {mere} »", [une for une in pages if une.parent_id == mere.pk]) for mere in racines]
    return [(titre, lignes) for titre, lignes in listes if len(lignes) > 1]
