from urllib.parse import urlsplit

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.messages.views import SuccessMessageMixin
from django.urls import reverse_lazy

from comptes.actions import fermer_sessions
from comptes.adaptateurs import accueil_de
from comptes.forms import ChangerMotDePasseForm, ChoisirMotDePasseForm, ConnexionForm, MotDePasseOublieForm


class FormulaireRefuse:
    """Answer 400 when the form shows an error, and say it first in its title, so that a refusal is never a success."""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form, refus=True), status=400)


class Connexion(FormulaireRefuse, LoginView):
    """The first step of sign-in: an address and a password."""

    template_name = "comptes/connexion.html"
    form_class = ConnexionForm

    def form_valid(self, form):
        return form.login(self.request, redirect_url=self.get_next_url() or accueil_de(form.get_user()))

    def get_success_url(self):
        """Return where who is signed in already is led."""
        return self.get_next_url() or accueil_de(self.request.user)

    def get_next_url(self):
        """Return the page asked for; none where it is this one, which would lead in a circle."""
        suite = super().get_next_url() or ""
        return "" if urlsplit(suite).path == self.request.path else suite

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"next": self.get_next_url()}


class Deconnexion(auth_views.LogoutView):
    def post(self, request, *args, **kwargs):
        """Take back the cookie against forged requests too: who signs out is a visitor, and visitors have none."""
        reponse = super().post(request, *args, **kwargs)
        reponse.delete_cookie(settings.CSRF_COOKIE_NAME)
        return reponse


class MotDePasseOublie(FormulaireRefuse, auth_views.PasswordResetView):
    template_name = "comptes/mot_de_passe_oublie.html"
    form_class = MotDePasseOublieForm
    success_url = reverse_lazy("comptes:mot_de_passe_envoye")


class MotDePasseChoisir(FormulaireRefuse, auth_views.PasswordResetConfirmView):
    template_name = "comptes/mot_de_passe_choisir.html"
    form_class = ChoisirMotDePasseForm
    success_url = reverse_lazy("comptes:mot_de_passe_choisi")

    def form_valid(self, form):
        """Close every session: whoever knew the former password is out."""
        reponse = super().form_valid(form)
        fermer_sessions(utilisateur=self.user)
        return reponse


class MotDePasseChanger(FormulaireRefuse, SuccessMessageMixin, auth_views.PasswordChangeView):
    template_name = "comptes/mot_de_passe_changer.html"
    form_class = ChangerMotDePasseForm
    success_message = "Votre mot de passe est enregistré."
    success_url = reverse_lazy("comptes:compte")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form):
        """Close the other sessions: whoever knew the former password is out."""
        reponse = super().form_valid(form)
        fermer_sessions(utilisateur=self.request.user, sauf=self.request.session.session_key)
        return reponse
