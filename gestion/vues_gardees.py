"""The views of a list that each person keeps: filters, words and order under a name, as tabs above the list."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.urls import path, reverse

from gestion import actions
from gestion.models import Vue
from socle.envois import recevoir

VUES_MAX = 12
"""Views of one list: tabs that one still reads."""
PASSAGERS = ("p", "e", "all", "_popup", "_to_field", "_facets")
"""The parameters of a list that are no part of a view: the page among others."""


class FormulaireVue(forms.ModelForm):
    """The name of a view, and the address it stands for."""

    class Meta:
        model = Vue
        fields = ["nom", "requete"]
        error_messages = {"nom": {"required": "Donnez un nom à cette vue."}}


class AvecVues:
    """For an admin: its list has tabs, those of who reads it."""

    def get_urls(self):
        """Add the addresses that keep a view and forget one."""
        nom, vue = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("vues/garder/", vue(self.garder_la_vue), name=f"{nom}_garder_la_vue"),
            path("vues/oublier/", vue(self.oublier_la_vue), name=f"{nom}_oublier_la_vue"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """Show the views of who reads above the list."""
        contexte = {} if request.method == "POST" else {"vues": self._vues(request)}
        return super().changelist_view(request, {**contexte, **(extra_context or {})})

    def _vues(self, request):
        ici = self._requete(request.GET.urlencode())
        gardees = Vue.objects.filter(par=request.user, liste=self.opts.label_lower)
        onglets = [(vue, vue.requete == ici) for vue in gardees[:VUES_MAX]]
        return {
            "onglets": onglets,
            "ici": ici,
            "connue": any(active for _, active in onglets),
            "tout": not ici,
            "garder": self._adresse_de_vue("garder_la_vue"),
            "oublier": self._adresse_de_vue("oublier_la_vue"),
        }

    def _adresse_de_vue(self, page):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}")

    def _requete(self, adresse):
        """Return the parameters of a list that make a view, in one order."""
        lus = QueryDict(adresse, mutable=True)
        for nom in PASSAGERS:
            lus.pop(nom, None)
        voulue = QueryDict(mutable=True)
        for nom, valeurs in sorted(lus.lists()):
            if any(valeurs):
                voulue.setlist(nom, [une.replace("\0", "") for une in valeurs])
        return voulue.urlencode()

    def garder_la_vue(self, request):
        """Keep under a name what the list shows now; the same name again takes the place of the former view."""
        self._demander_la_liste(request)
        return recevoir(request, lambda: self._garder(request))

    def _garder(self, request):
        requete = self._requete(request.POST.get("requete", ""))
        formulaire = FormulaireVue({"nom": request.POST.get("nom", ""), "requete": requete})
        if not formulaire.is_valid():
            dites = " ".join(message for liste in formulaire.errors.values() for message in liste)
            self.message_user(request, dites, messages.ERROR)
        elif not actions.garder_vue(vue=formulaire.instance, liste=self.opts.label_lower, par=request.user, limite=VUES_MAX):
            self.message_user(request, f"Une liste garde {VUES_MAX} vues au plus : oubliez-en une.", messages.ERROR)
        else:
            self.message_user(request, f"La vue « {formulaire.instance} » est gardée, pour vous seul.", messages.SUCCESS)
        return HttpResponseRedirect(f"./../../?{requete}")

    def oublier_la_vue(self, request):
        """Forget a view of one's own."""
        self._demander_la_liste(request)
        return recevoir(request, lambda: self._oublier(request))

    def _oublier(self, request):
        cle = request.POST.get("vue", "")
        if cle.isascii() and cle.isdecimal() and len(cle) < 19:
            actions.oublier_vue(cle=int(cle), par=request.user)
        return HttpResponseRedirect("./../../")

    def _demander_la_liste(self, request):
        if request.method != "POST" or not self.has_view_permission(request):
            raise PermissionDenied
