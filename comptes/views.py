from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.messages.views import SuccessMessageMixin
from django.urls import reverse, reverse_lazy

from comptes.forms import ChangerMotDePasseForm, ChoisirMotDePasseForm, ConnexionForm, MotDePasseOublieForm


class _FormulaireRefuse:
    """Answer 400 when the form shows an error, and say it first in its title, so that a refusal is never a success."""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form, refus=True), status=400)


class Connexion(_FormulaireRefuse, auth_views.LoginView):
    template_name = "comptes/connexion.html"
    authentication_form = ConnexionForm
    redirect_authenticated_user = True

    def get_redirect_url(self):
        """Return the page asked for; none where it is this one, which would lead in a circle."""
        suite = super().get_redirect_url()
        return "" if urlsplit(suite).path == self.request.path else suite

    def get_default_redirect_url(self):
        """Take staff to the back office, where they work; members to their space."""
        return reverse("admin:index") if self.request.user.is_staff else super().get_default_redirect_url()


class Deconnexion(auth_views.LogoutView):
    def post(self, request, *args, **kwargs):
        """Take back the cookie against forged requests too: who signs out is a visitor, and visitors have none."""
        reponse = super().post(request, *args, **kwargs)
        reponse.delete_cookie(settings.CSRF_COOKIE_NAME)
        return reponse


class MotDePasseOublie(_FormulaireRefuse, auth_views.PasswordResetView):
    template_name = "comptes/mot_de_passe_oublie.html"
    form_class = MotDePasseOublieForm
    success_url = reverse_lazy("comptes:mot_de_passe_envoye")


class MotDePasseChoisir(_FormulaireRefuse, auth_views.PasswordResetConfirmView):
    template_name = "comptes/mot_de_passe_choisir.html"
    form_class = ChoisirMotDePasseForm
    success_url = reverse_lazy("comptes:mot_de_passe_choisi")


class MotDePasseChanger(_FormulaireRefuse, SuccessMessageMixin, auth_views.PasswordChangeView):
    template_name = "comptes/mot_de_passe_changer.html"
    form_class = ChangerMotDePasseForm
    success_message = "Votre mot de passe est enregistré."
    success_url = reverse_lazy(settings.LOGIN_REDIRECT_URL)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}
