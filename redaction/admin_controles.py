"""The checks of a content beside its form: asked while one writes, never a wall (decision 034)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.cache import add_never_cache_headers

from redaction import actions_liens
from redaction.controles.base import ALERTE
from redaction.controles.contexte import adresses_d_ailleurs, saisie_de
from redaction.controles.longueur import minutes
from redaction.controles.toutes import controler


class AvecControles:
    """For the admin of a content: a panel of remarks, brought up to date by `static/admin-cuf/controles.js`."""

    def get_urls(self):
        nom = f"{self.opts.app_label}_{self.opts.model_name}_controles"
        return [path("controles/", self.admin_site.admin_view(self.controler), name=nom), *super().get_urls()]

    def controler(self, request):
        """Answer the remarks on what a form sends, saved or not; nothing of it is kept but the addresses of other sites."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        saisie = saisie_de(self.model, request.POST.dict())
        actions_liens.noter(adresses=adresses_d_ailleurs(saisie))
        constats = controler(saisie)
        alertes = sum(une.niveau == ALERTE for une in constats)
        contexte = {
            "constats": [(une, saisie.libelles.get(une.champ, "")) for une in constats],
            "alertes": alertes,
            "conseils": len(constats) - alertes,
            "minutes": minutes(saisie),
        }
        reponse = TemplateResponse(request, "admin/contenu/controles_dits.html", contexte)
        add_never_cache_headers(reponse)
        return reponse

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Give the page the address of its checks, where what is typed may be saved."""
        if add or self.has_change_permission(request, obj):
            context["controles"] = f"admin:{self.opts.app_label}_{self.opts.model_name}_controles"
        return super().render_change_form(request, context, add, change, form_url, obj)
