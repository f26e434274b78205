from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.db import transaction

from comptes import taches
from comptes.models import Utilisateur
from comptes.verrou import compter_lien
from socle.champs import ChampCourriel


class ConnexionForm(auth_forms.AuthenticationForm):
    """Sign in with an e-mail address."""

    error_messages = {
        "invalid_login": "Adresse ou mot de passe incorrect. Vérifiez l’adresse, puis le mot de passe (majuscules comprises).",
        "inactive": "Ce compte est fermé. Écrivez à Cités Unies France pour le rouvrir.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Adresse électronique"
        self.fields["username"].widget.input_type = "email"
        self.fields["username"].widget.attrs["autocomplete"] = "username"

    def login(self, request, redirect_url):
        """Return what follows the right password: the second factor of who has one, else `redirect_url`."""
        utilisateur = self.get_user()
        connexion = Login(user=utilisateur, email=utilisateur.courriel, redirect_url=redirect_url)
        return perform_password_login(request, {"email": utilisateur.courriel}, connexion)


class _NouveauMotDePasse:
    """Say in one sentence what a password is, where Django lists its rules; the rules themselves are in the settings."""

    regle = (
        "12 caractères au moins, pas seulement des chiffres ; ni votre nom, ni votre adresse, ni un mot trop répandu, même "
        "avec des chiffres autour."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = self.regle


class ChoisirMotDePasseForm(_NouveauMotDePasse, auth_forms.SetPasswordForm):
    """Choose a password, from the link received by e-mail."""


class ChangerMotDePasseForm(_NouveauMotDePasse, auth_forms.PasswordChangeForm):
    """Change a password; wrong tries of the old one count with those of sign-in, and shut the account in the same way."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        ancien = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.courriel, password=ancien) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return ancien


class NomForm(forms.ModelForm):
    """One's own name and function."""

    class Meta:
        model = Utilisateur
        fields = ["prenom", "nom", "fonction"]


class MotDePasseOublieForm(auth_forms.PasswordResetForm):
    """Ask for a link by e-mail."""

    email = ChampCourriel(
        label="Adresse électronique de votre compte", max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )

    @transaction.atomic
    def save(self, *, request, **options):
        """Leave to the queue the search for accounts: known or unknown, an address costs the same time here.

        Past the limits of `comptes.verrou`, nothing leaves: the answer is the same.
        """
        courriel = self.cleaned_data["email"]
        if compter_lien(request, courriel):
            taches.envoyer_liens.defer(courriel=courriel)
