"""Limits: what django-axes asks of us when passwords are tried too many times, and the links to choose another that leave."""

from datetime import timedelta
from ipaddress import ip_address

from axes.models import AccessFailureLog
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

IDENTIFIANT_MAX = 255
"""Characters of an account's name in the tables of django-axes."""
LIENS_PAR_COMPTE = 3
LIENS_PAR_ADRESSE = 10
DUREE_DES_LIENS = timedelta(hours=1)


def identifiant(request, credentials):
    """Return the account being tried, as `comptes.models` compares it: « Bob@ » and « bob@ » share their ten tries.

    Small letters may be more than the capitals (« İ » has two): cut to what the table of tries holds.
    """
    essaye = (credentials or {}).get("username") or request.POST.get("username", "")
    return essaye.lower()[:IDENTIFIANT_MAX]


def adresse(request):
    """Return the address the tries come from.

    Behind our proxy every connection is the proxy's own: the caller is the last address of X-Forwarded-For, the one the proxy
    added. What stands before it, and the whole header where there is no proxy, is written by the caller and proves nothing.
    """
    if settings.CUF_DERRIERE_UN_PROXY:
        derniere = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        try:
            return str(ip_address(derniere))
        except ValueError:
            pass  # the proxy said nothing usable
    return request.META.get("REMOTE_ADDR") or None


def compter_lien(request, courriel):
    """Say whether one more link to choose a password may leave for `courriel`, and count it.

    In an hour, `LIENS_PAR_COMPTE` leave for an account, and `LIENS_PAR_ADRESSE` from the address that asks. They are kept in a
    table of django-axes, that hour only.
    """
    demande = {"username": courriel.lower(), "ip_address": adresse(request)}
    partis = AccessFailureLog.objects.filter(path_info=request.path)
    partis.filter(attempt_time__lt=timezone.now() - DUREE_DES_LIENS).delete()
    if (
        partis.filter(username=demande["username"]).count() >= LIENS_PAR_COMPTE
        or partis.filter(ip_address=demande["ip_address"]).count() >= LIENS_PAR_ADRESSE
    ):
        return False
    AccessFailureLog.objects.create(path_info=request.path, **demande)
    return True


def connexion_bloquee(request, credentials, *args, **kwargs):
    """Tell, with status 429, that too many wrong passwords were tried and when to come back."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "comptes/connexion_bloquee.html", {"minutes": minutes}, status=429)
