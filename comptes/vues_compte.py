"""One's own account: name, address, password, second factor, open sessions."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import UpdateView, View

from comptes.actions import fermer_sessions
from comptes.appareils import nom_d_appareil
from comptes.forms import NomForm
from comptes.models import Utilisateur
from comptes.second_facteur import exige_de, facteurs
from comptes.views import FormulaireRefuse


def repere(session):
    """Return what names a session in a page: its own key would open it."""
    return salted_hmac("comptes.vues_compte", session.pk).hexdigest()[:20]


@method_decorator(never_cache, name="dispatch")
class Compte(LoginRequiredMixin, FormulaireRefuse, SuccessMessageMixin, UpdateView):
    """« Mon compte »: what gathers all that is one's own."""

    template_name = "comptes/compte.html"
    form_class = NomForm
    success_url = reverse_lazy("comptes:compte")
    success_message = "Votre nom est enregistré."

    def get_object(self):
        """Return a row of its own: a name refused is not shown in the header."""
        return Utilisateur.objects.get(pk=self.request.user.pk)

    def get_context_data(self, **kwargs):
        ouvertes = self.request.user.sessions.filter(expire_date__gt=timezone.now()).order_by("-ouverte_le")
        return super().get_context_data(**kwargs) | {
            "seances": [
                {
                    "repere": repere(une),
                    "appareil": nom_d_appareil(une.appareil),
                    "adresse": une.adresse,
                    "le": une.ouverte_le,
                    "ici": une.pk == self.request.session.session_key,
                }
                for une in ouvertes
            ],
            "facteurs": facteurs(self.request.user),
            "exige": exige_de(self.request.user),
        }


class FermerSessions(LoginRequiredMixin, View):
    """Close one of one's other sessions, named by its `repere`, or all of them without one."""

    http_method_names = ["post"]

    def post(self, request):
        """Close, and say so."""
        ici, demande = request.session.session_key, request.POST.get("session", "")
        if demande:
            fermees = [une for une in request.user.sessions.exclude(pk=ici) if repere(une) == demande]
            for une in fermees:
                une.delete()
        else:
            fermees = fermer_sessions(utilisateur=request.user, sauf=ici)
        texte = "C’est fermé : cet appareil devra se connecter de nouveau." if fermees else "Cette session était déjà fermée."
        messages.success(request, texte)
        return redirect("comptes:compte")
