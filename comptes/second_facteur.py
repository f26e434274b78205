"""Who has shown a second factor, and who must."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings

FORTS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""What is a second factor by itself; codes of rescue only stand for it."""


def exige_de(utilisateur):
    """Say whether an account must have a second factor: staff, where the settings ask for it."""
    return settings.CUF_SECOND_FACTEUR == "exige" and utilisateur.is_authenticated and utilisateur.is_staff


def a_enroler(request):
    """Say whether who is signed in must have a second factor and has not shown one; the session knows, no query is made."""
    if not exige_de(request.user):
        return False
    return not any(un["method"] == "mfa" for un in get_authentication_records(request, request.user))


def est_le_dernier(authentificateur):
    """Say whether an account has no other second factor than this one."""
    autres = Authenticator.objects.filter(user=authentificateur.user_id, type__in=FORTS)
    return not autres.exclude(pk=authentificateur.pk).exists()


def facteurs(utilisateur):
    """Return the second factors of an account in words, « une application de codes et 2 clés d’accès »; nothing without any."""
    types = [*Authenticator.objects.filter(user=utilisateur).values_list("type", flat=True)]
    cles = types.count(Authenticator.Type.WEBAUTHN)
    noms = ["une application de codes"] if Authenticator.Type.TOTP in types else []
    if cles:
        noms.append("une clé d’accès" if cles == 1 else f"{cles} clés d’accès")
    return " et ".join(noms)
