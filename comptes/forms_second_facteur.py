"""The forms of the second factor: those of django-allauth, whose wrong codes are counted in the base (`comptes.verrou`)."""

import struct
from contextlib import contextmanager

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError

from comptes.adaptateurs import AdaptateurDuSecondFacteur
from comptes.verrou import codes_bloques, essayer_code

CODE_MAX = 40
NOM_DE_CLE_MAX = 60


class _CodeCompte:
    """A code that is counted, and serves once whatever the process that reads it."""

    libelle = "Code à six chiffres, ou code de secours"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = self.libelle
        attrs = self.fields["code"].widget.attrs
        del attrs["placeholder"]
        attrs.update(inputmode="numeric", autocomplete="one-time-code", maxlength=CODE_MAX)

    def clean_code(self):
        code = self.cleaned_data["code"][:CODE_MAX]
        bon = essayer_code(self.user, code, self._verifier)
        if bon is None:
            raise ImmediateHttpResponse(codes_bloques(context.request))
        if not bon:
            raise ValidationError(AdaptateurDuSecondFacteur.error_messages["incorrect_code"], code="incorrect_code")
        return code

    def _verifier(self):
        try:
            super().clean_code()
        except ValidationError:
            return False
        return True


class CodeForm(_CodeCompte, mfa_forms.AuthenticateForm):
    """The code of who signs in."""


class ConfirmerCodeForm(_CodeCompte, mfa_forms.ReauthenticateForm):
    """The code of who signed in a while ago, before what changes the account's safety."""


class ConfirmerMotDePasseForm(account_forms.ReauthenticateForm):
    """The password of who signed in a while ago."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Votre mot de passe"
        del self.fields["password"].widget.attrs["placeholder"]


class RelierApplicationForm(_CodeCompte, ActivateTOTPForm):
    """The first code of an application, which proves that it is there."""

    libelle = "Code à six chiffres que montre l’application"


@contextmanager
def _reponse_de_cle():
    """Refuse what is no answer of a passkey: the libraries that read it fail in as many ways as one may write it."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, ArithmeticError, struct.error, InvalidSignature) as panne:
        raise ValidationError("Cette clé d’accès n’a pas été reconnue. Recommencez.", code="cle") from panne


class AjouterCleForm(AddWebAuthnForm):
    """A passkey: its name, and what the browser answers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nom de cette clé"
        self.fields["name"].help_text = "Pour la reconnaître : « téléphone », « ordinateur du bureau »…"
        self.fields["name"].widget.attrs["maxlength"] = NOM_DE_CLE_MAX
        self.fields["credential"].error_messages["required"] = "Votre navigateur n’a pas donné de clé. Recommencez."

    def clean_name(self):
        return super().clean_name()[:NOM_DE_CLE_MAX]

    def clean(self):
        with _reponse_de_cle():
            return super().clean()


class CleForm(AuthenticateWebAuthnForm):
    """The passkey of who signs in."""

    def clean_credential(self):
        with _reponse_de_cle():
            return super().clean_credential()


class ConfirmerCleForm(ReauthenticateWebAuthnForm):
    """The passkey of who signed in a while ago."""

    def clean_credential(self):
        with _reponse_de_cle():
            return super().clean_credential()
