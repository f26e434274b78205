"""The back office of the mail: what left, what did not and why, and the way to send it again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode

from courriels import actions, perms
from courriels.models import Courriel
from gestion.base import AdminLecture


class EtatEnvoi(admin.SimpleListFilter):
    """Messages by what became of them, those to look at first."""

    title = "envoi"
    parameter_name = "envoi"

    def lookups(self, request, model_admin):
        return [("echec", "à regarder"), *Courriel.Etat.choices]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() == "echec":
            return queryset.filter(pk__in=Courriel.objects.non_partis().order_by().values("pk"))
        return queryset.filter(etat=self.value())


@admin.register(Courriel)
class CourrielAdmin(AdminLecture):
    """What left and what did not. The text stays hidden: an invitation holds a link that opens its account."""

    fields = [
        "destinataire",
        "sujet",
        "etat",
        "erreur",
        "tentatives",
        "cree_le",
        "essaye_le",
        "prochain_le",
        "envoye_le",
        "identifiant",
    ]
    list_display = ["cree_le", "destinataire", "sujet", "etat", "envoye_le", "erreur"]
    list_filter = [EtatEnvoi]
    search_fields = ["destinataire", "sujet"]
    date_hierarchy = "cree_le"
    actions = ["envoyer_de_nouveau"]

    def lookup_allowed(self, lookup, value, request):
        """Refuse to guess the text letter by letter, with a filter in the address."""
        return not lookup.startswith(("texte", "html")) and super().lookup_allowed(lookup, value, request)

    def has_renvoyer_permission(self, request):
        """Asked by Django before it offers the action."""
        return perms.peut_renvoyer(request.user)

    def get_urls(self):
        envoyer = path("envoyer/", self.admin_site.admin_view(self.page_envoyer), name="courriels_courriel_envoyer")
        return [envoyer, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        droit = {"peut_renvoyer": perms.peut_renvoyer(request.user)}
        return super().change_view(request, object_id, form_url, {**droit, **(extra_context or {})})

    @admin.action(description="Envoyer de nouveau", permissions=["renvoyer"])
    def envoyer_de_nouveau(self, request, queryset):
        cles = urlencode({"cle": list(queryset.values_list("pk", flat=True))}, doseq=True)
        return redirect(f"{reverse('admin:courriels_courriel_envoyer')}?{cles}")

    def page_envoyer(self, request):
        """Show the messages chosen, and which ones may arrive twice; once confirmed, put them in the queue."""
        if not perms.peut_renvoyer(request.user):
            raise PermissionDenied
        cles = [int(cle) for cle in request.GET.getlist("cle") if cle.isdecimal() and len(cle) < 19]
        courriels = list(Courriel.objects.filter(pk__in=cles).order_by("cree_le", "pk"))
        if request.method == "POST":
            return self._remettre_en_file(request, courriels)
        contexte = {
            **self.admin_site.each_context(request),
            "title": "Envoyer de nouveau",
            "opts": self.opts,
            "courriels": courriels,
            "doubles": [courriel for courriel in courriels if courriel.peut_arriver_deux_fois],
        }
        return TemplateResponse(request, "admin/courriels/envoyer.html", contexte)

    def _remettre_en_file(self, request, courriels):
        """Send again what has not moved since the page was shown: a button pressed twice sends once."""
        vus = [courriel for courriel in courriels if request.POST.get(f"travail-{courriel.pk}") == str(courriel.travail or "")]
        faits = sum(actions.renvoyer(courriel=courriel, par=request.user) for courriel in vus)
        if faits:
            self.message_user(request, f"Courriels remis en file : {faits}.", messages.SUCCESS)
        if faits < len(courriels):
            laisses = f"Courriels laissés tels quels, en cours d’envoi ou déjà remis en file : {len(courriels) - faits}."
            self.message_user(request, laisses, messages.WARNING)
        return redirect("admin:courriels_courriel_changelist")
