"""The second factor: chosen, shown at sign-in, taken away. The views are django-allauth's; pages and words are ours."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as secours
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from comptes import forms_second_facteur as formulaires
from comptes.second_facteur import a_enroler, est_le_dernier, exige_de
from comptes.views import FormulaireRefuse

SUITE = "cuf_suite"
"""In a session: the page that was asked for before one was led to choose a second factor."""


class SecondFacteur(base.IndexView):
    """What protects the account beside its password, and what may be added."""

    template_name = "comptes/second_facteur.html"

    def get(self, request, *args, **kwargs):
        """Keep for the end the page that was asked for, when it is of this site."""
        suite = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(suite, {request.get_host()}, require_https=request.is_secure()):
            request.session[SUITE] = suite
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "exige": exige_de(self.request.user),
            "a_enroler": a_enroler(self.request),
            "suite": self.request.session.get(SUITE),
        }


class Code(FormulaireRefuse, base.AuthenticateView):
    """The second step of sign-in."""

    template_name = "comptes/code.html"
    form_class = formulaires.CodeForm
    webauthn_form_class = formulaires.CleForm

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(refus=True), status=400)

    def get_context_data(self, **kwargs):
        contexte = super().get_context_data(**kwargs)
        types = Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True)
        return contexte | kwargs | {"avec_cle": Authenticator.Type.WEBAUTHN in types, "avec_code": set(types) - {"webauthn"}}


class ConfirmerMotDePasse(FormulaireRefuse, ReauthenticateView):
    """Who signed in a while ago says again who they are, before what changes the account's safety."""

    template_name = "comptes/confirmer.html"
    form_class = formulaires.ConfirmerMotDePasseForm


class ConfirmerCode(FormulaireRefuse, base.ReauthenticateView):
    """The same, by a code."""

    template_name = "comptes/confirmer.html"
    form_class = formulaires.ConfirmerCodeForm


class ConfirmerCle(webauthn.ReauthenticateWebAuthnView):
    """The same, by a passkey."""

    template_name = "comptes/confirmer_cle.html"
    form_class = formulaires.ConfirmerCleForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | kwargs

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form, refus=True), status=400)


class _Ajout(FormulaireRefuse):
    """A second factor added: the session that adds it has shown it."""

    def form_valid(self, form):
        reponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", reauthenticated=True)
        return reponse


class RelierApplication(_Ajout, totp.ActivateTOTPView):
    template_name = "comptes/application.html"
    form_class = formulaires.RelierApplicationForm


class AjouterCle(_Ajout, webauthn.AddWebAuthnView):
    template_name = "comptes/cle_ajouter.html"
    form_class = formulaires.AjouterCleForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | kwargs


class RetirerApplication(FormulaireRefuse, totp.DeactivateTOTPView):
    template_name = "comptes/application_retirer.html"


class RetirerCle(webauthn.RemoveWebAuthnView):
    template_name = "comptes/cle_retirer.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"refus": self._refuse()}

    def _refuse(self):
        return exige_de(self.request.user) and est_le_dernier(self.object)

    def form_valid(self, form):
        """Take the key away, unless it is all that staff have."""
        if self._refuse():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        return super().form_valid(form)


class CodesDeSecours(secours.ViewRecoveryCodesView):
    template_name = "comptes/codes_de_secours.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"suite": self.request.session.get(SUITE)}


class RefaireCodesDeSecours(FormulaireRefuse, secours.GenerateRecoveryCodesView):
    template_name = "comptes/codes_de_secours_refaire.html"


class TelechargerCodesDeSecours(secours.DownloadRecoveryCodesView):
    template_name = "comptes/codes_de_secours.txt"

    def render_to_response(self, context, **options):
        reponse = super().render_to_response(context, **options)
        reponse["Content-Disposition"] = 'attachment; filename="codes-de-secours-cuf.txt"'
        return reponse


def cles(request):
    """Lead to the page that lists the passkeys with the rest."""
    return redirect(reverse("mfa_index"))
