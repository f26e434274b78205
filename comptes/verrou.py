"""Limits: what django-axes asks of us when passwords are tried too many times, and how many links to choose another leave."""

from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone

from comptes.models import LienEnvoye

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


@transaction.atomic
def compter_lien(request, utilisateur):
    """Say whether one more link to choose a password may leave for `utilisateur`, and count it.

    In an hour, `LIENS_PAR_COMPTE` leave for an account, and `LIENS_PAR_ADRESSE` from the address that asks.
    """
    # One at a time for an account: two requests sent at once would both see room for the last link.
    type(utilisateur).objects.select_for_update(of=("self",), no_key=True).get(pk=utilisateur.pk)
    LienEnvoye.objects.filter(le__lt=timezone.now() - DUREE_DES_LIENS).delete()
    demandeur = adresse(request)
    if (
        utilisateur.liens_envoyes.count() >= LIENS_PAR_COMPTE
        or LienEnvoye.objects.filter(adresse=demandeur).count() >= LIENS_PAR_ADRESSE
    ):
        return False
    utilisateur.liens_envoyes.create(adresse=demandeur)
    return True


def connexion_bloquee(request, credentials, *args, **kwargs):
    """Tell, with status 429, that too many wrong passwords were tried and when to come back."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "comptes/connexion_bloquee.html", {"minutes": minutes}, status=429)
