"""What django-allauth asks of us: where to lead who signs in, in which words, by which mail."""

import base64
import secrets
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from comptes import actions
from comptes.second_facteur import a_enroler, est_le_dernier, exige_de
from comptes.sessions import APPAREIL_MAX, OUVERTE
from comptes.verrou import adresse

MESSAGES = {
    "mfa/messages/totp_activated.txt": "L’application est reliée à votre compte.",
    "mfa/messages/totp_deactivated.txt": "L’application n’est plus reliée à votre compte.",
    "mfa/messages/webauthn_added.txt": "La clé d’accès est enregistrée.",
    "mfa/messages/webauthn_removed.txt": "La clé d’accès est retirée.",
    "mfa/messages/recovery_codes_generated.txt": "Vos codes de secours sont prêts : gardez-les hors de votre ordinateur.",
}
COURRIELS = {
    "mfa/email/totp_activated": "Une application de codes vient d’être reliée à votre compte.",
    "mfa/email/totp_deactivated": "L’application de codes n’est plus reliée à votre compte.",
    "mfa/email/webauthn_added": "Une clé d’accès vient d’être ajoutée à votre compte.",
    "mfa/email/webauthn_removed": "Une clé d’accès vient d’être retirée de votre compte.",
    "mfa/email/recovery_codes_generated": "De nouveaux codes de secours viennent d’être faits ; les anciens ne servent plus.",
}

CONFIRMER = {
    "reauthenticate": "Donner mon mot de passe",
    "mfa_reauthenticate": "Donner un code",
    "mfa_reauthenticate:webauthn": "Me servir de ma clé d’accès",
}


def accueil_de(utilisateur):
    """Return the address where an account begins: staff in the back office, where they work; members in their space."""
    return reverse("admin:index" if utilisateur.is_staff else settings.LOGIN_REDIRECT_URL)


class AdaptateurDesComptes(DefaultAccountAdapter):
    """Sign-in: closed to who was not invited, in our words; wrong passwords are counted by django-axes."""

    def is_open_for_signup(self, request):
        """Nobody opens an account: the team does."""
        return False

    def is_ajax(self, request):
        """Answer pages, whoever asks."""
        return False

    def is_safe_url(self, url):
        """Lead nowhere but to the site that was asked, by the same scheme."""
        requete = context.request
        return url_has_allowed_host_and_scheme(url, {requete.get_host()}, require_https=requete.is_secure())

    def get_login_redirect_url(self, request):
        """Return where who signed in begins."""
        return accueil_de(request.user)

    def login(self, request, user):
        """Open the session, with where it was opened: the list of one's sessions tells them apart by that."""
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        request.session[OUVERTE] = {
            "le": timezone.now().isoformat(),
            "appareil": request.META.get("HTTP_USER_AGENT", "")[:APPAREIL_MAX],
            "adresse": adresse(request),
        }

    def post_login(self, request, user, **details):
        """Lead who must have a second factor, and has none, to the page where they choose one."""
        reponse = super().post_login(request, user, **details)
        if a_enroler(request):
            reponse["Location"] = reverse("mfa_index", query={"next": reponse["Location"]})
        return reponse

    def reauthenticate(self, user, password):
        """Say whether this is the password of `user`; wrong tries count with those of sign-in."""
        return authenticate(self.request, username=user.courriel, password=password) == user

    def is_reauthentication_required(self, *, app, **details):
        """Ask who they are again those who signed in some minutes ago, and not those who just did."""
        connus = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - un["at"] < app_settings.REAUTHENTICATION_TIMEOUT for un in connus)

    def get_reauthentication_methods(self, user):
        """Return the ways to say again who one is, in our words."""
        return [{**une, "description": CONFIRMER[une["id"]]} for une in super().get_reauthentication_methods(user)]

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Tell in our words what was done, and nothing at a mere sign-in."""
        if texte := message or MESSAGES.get(message_template):
            messages.add_message(request, level, texte, extra_tags=extra_tags)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Write to `user` what changed in their second factor: it may be someone else's doing."""
        actions.avertir(utilisateur=user, fait=COURRIELS[template_prefix])


class AdaptateurDuSecondFacteur(DefaultMFAAdapter):
    """The second factor: its secrets are unreadable in a copy of the base without the key of the site."""

    error_messages = {
        "cannot_delete_authenticator": "L’équipe a toujours un second facteur : ajoutez-en un autre avant de retirer celui-ci.",
        "cannot_generate_recovery_codes": "Choisissez d’abord une application ou une clé d’accès.",
        "incorrect_code": "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, puis recopiez-le.",
        "unverified_email": "Votre adresse électronique n’est pas vérifiée : écrivez à Cités Unies France.",
    }

    def encrypt(self, text):
        """Return a secret as the base keeps it."""
        return _coffre().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Return a secret; one that nobody knows, when the key of the site is no longer that which hid it."""
        try:
            return _coffre().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator):
        """Keep the last one of staff, where they must have one."""
        return not (exige_de(authenticator.user) and est_le_dernier(authenticator))

    def generate_authenticator_name(self, user, type):  # noqa: A002 - the name is allauth's
        """Return the name offered for a passkey."""
        return "Ma clé d’accès"

    def _get_site_name(self):
        return settings.MFA_TOTP_ISSUER


def _coffre():
    cles = (
        salted_hmac("comptes.adaptateurs", "second facteur", secret=cle, algorithm="sha256").digest()
        for cle in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(cle)) for cle in cles])
