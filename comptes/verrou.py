"""What django-axes asks of us when passwords are tried too many times."""

from django.conf import settings
from django.shortcuts import render


def identifiant(request, credentials):
    """Return the account being tried, in lower case: « Bob@ » and « bob@ » share their ten tries."""
    essaye = (credentials or {}).get("username") or request.POST.get("username", "")
    return essaye.lower()


def connexion_bloquee(request, credentials, *args, **kwargs):
    """Tell, with status 429, that too many wrong passwords were tried and when to come back."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "comptes/connexion_bloquee.html", {"minutes": minutes}, status=429)
