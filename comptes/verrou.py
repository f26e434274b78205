"""What django-axes asks of us when passwords are tried too many times."""

from ipaddress import ip_address

from django.conf import settings
from django.shortcuts import render

IDENTIFIANT_MAX = 255
"""Characters of an account's name in the tables of django-axes."""


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


def connexion_bloquee(request, credentials, *args, **kwargs):
    """Tell, with status 429, that too many wrong passwords were tried and when to come back."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "comptes/connexion_bloquee.html", {"minutes": minutes}, status=429)
