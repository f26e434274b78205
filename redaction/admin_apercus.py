"""The preview of what is typed, from the form of a content."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse

from redaction import retouches
from redaction.apercus import VUES, montrer
from redaction.models import Retouche

AJOUT = "ajout"
"""What stands for the key of a content not saved yet."""
CHAMP_VUE = "_apercu_vue"


class AvecApercu:
    """For the admin of a content: its page is seen beside its form, or in a tab, as it is typed."""

    class Media:
        css = {"all": ["admin-cuf/apercu.css"]}
        js = [Script("admin-cuf/apercu.js", defer=True)]

    def get_urls(self):
        """Add the preview, to which the form is posted."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}_apercu"
        return [path("<path:object_id>/apercu/", self.admin_site.admin_view(self.apercu), name=nom), *super().get_urls()]

    def apercu(self, request, object_id):
        """Show the page with what is typed; opened by its address alone, lead back to the form."""
        ajout = object_id == AJOUT
        objet = self.model() if ajout else self.get_object(request, unquote(object_id))
        if objet is None:
            raise Http404("Ce contenu n’existe pas, ou plus.")
        if not (self.has_add_permission(request) if ajout else self.has_change_permission(request, objet)):
            raise PermissionDenied
        if request.method != "POST":
            options = self.opts
            racine = f"admin:{options.app_label}_{options.model_name}"
            return HttpResponseRedirect(reverse(f"{racine}_add") if ajout else reverse(f"{racine}_change", args=[objet.pk]))
        envoi = Retouche(donnees=retouches.a_garder(request.POST)).envoi
        return montrer(self, request, objet, envoi, request.POST.get(CHAMP_VUE, ""))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Offer the preview to who may write."""
        if self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj):
            nom = f"admin:{self.opts.app_label}_{self.opts.model_name}_apercu"
            context["apercu"] = {
                "adresse": reverse(nom, args=[AJOUT if obj is None else obj.pk]),
                "vues": VUES,
                "champ": CHAMP_VUE,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
