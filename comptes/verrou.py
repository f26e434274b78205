"""Limits: what django-axes asks of us when passwords are tried too many times, and how many links to choose another leave."""

from datetime import timedelta
from ipaddress import ip_address

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comptes.models import CodeSaisi, LienDemande, Utilisateur
from socle import saisie

IDENTIFIANT_MAX = 255
"""Characters of an account's name in the tables of django-axes."""
ECHECS_PAR_ADRESSE = 50
"""Wrong passwords from one address, whatever the accounts, before it is shut: a town hall shares one, a thief tries more."""
LIENS_PAR_COMPTE = 3
LIENS_PAR_ADRESSE = 10
DUREE_DES_LIENS = timedelta(hours=1)
CODES_FAUX = 10
"""Wrong codes of a second factor for an account, wherever they come from: who types one gave the right password."""
DUREE_DES_CODES = timedelta(minutes=15)


def identifiant(request, credentials):
    """Return the account being tried, as `comptes.models` compares it: « Bob@ » and « bob@ » share their ten tries.

    Small letters may be more than the capitals (« İ » has two): cut to what the table of tries holds.
    """
    essaye = (credentials or {}).get("username") or request.POST.get("username", "")
    return saisie.courriel(essaye).lower()[:IDENTIFIANT_MAX]


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


class Compteur(AxesDatabaseHandler):
    """The count of django-axes, ten tries for an account from an address, and ours: `ECHECS_PAR_ADRESSE` from an address."""

    def get_failures(self, request, credentials=None):
        """Return the failures of this account from this address: their limit when the address has reached its own."""
        echecs = super().get_failures(request, credentials)
        ferme = self._de_l_adresse(request) >= ECHECS_PAR_ADRESSE
        return max(echecs, settings.AXES_FAILURE_LIMIT) if ferme else echecs

    def _de_l_adresse(self, request):
        recents = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
        )
        return recents.aggregate(nombre=Sum("failures_since_start"))["nombre"] or 0


@transaction.atomic
def compter_lien(request, courriel):
    """Say whether one more link to choose a password may leave for an e-mail address, known or not, and count it.

    So is any message that a stranger has sent to whoever they like.

    In an hour, `LIENS_PAR_COMPTE` leave for one, and `LIENS_PAR_ADRESSE` from the address that asks.
    """
    # One at a time: two requests sent at once would both see room for the last link.
    with connection.cursor() as curseur:
        curseur.execute(f"LOCK TABLE {LienDemande._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    LienDemande.objects.filter(le__lt=timezone.now() - DUREE_DES_LIENS).delete()
    demandeur = adresse(request)
    empreinte = salted_hmac("comptes.verrou", courriel.lower(), algorithm="sha256").hexdigest()
    if (
        LienDemande.objects.filter(empreinte=empreinte).count() >= LIENS_PAR_COMPTE
        or LienDemande.objects.filter(adresse=demandeur).count() >= LIENS_PAR_ADRESSE
    ):
        return False
    LienDemande.objects.create(empreinte=empreinte, adresse=demandeur)
    return True


@transaction.atomic
def essayer_code(utilisateur, code, verifier):
    """Return whether a code of a second factor is good: `verifier()` says so, and it did not serve already.

    None, `verifier` not called, when `CODES_FAUX` wrong ones were typed within `DUREE_DES_CODES`; and once this one is the last.
    """
    # One at a time: two requests sent at once would both use the last try, or the same code.
    Utilisateur.objects.select_for_update(no_key=True).get(pk=utilisateur.pk)
    CodeSaisi.objects.filter(le__lt=timezone.now() - DUREE_DES_CODES).delete()
    saisis = CodeSaisi.objects.filter(utilisateur=utilisateur)
    if saisis.filter(accepte=False).count() >= CODES_FAUX:
        return None
    empreinte = salted_hmac("comptes.verrou.codes", "".join(filter(str.isalnum, code)), algorithm="sha256").hexdigest()
    bon = not saisis.filter(accepte=True, empreinte=empreinte).exists() and verifier()
    CodeSaisi.objects.create(utilisateur=utilisateur, empreinte=empreinte, accepte=bon)
    if not bon and saisis.filter(accepte=False).count() >= CODES_FAUX:
        return None
    return bon


def codes_bloques(request):
    """Tell, with status 429, that too many wrong codes were typed and when to come back."""
    minutes = round(DUREE_DES_CODES.total_seconds() / 60)
    return render(request, "comptes/codes_bloques.html", {"minutes": minutes}, status=429)


def connexion_bloquee(request, credentials, *args, **kwargs):
    """Tell, with status 429, that too many wrong passwords were tried and when to come back."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "comptes/connexion_bloquee.html", {"minutes": minutes}, status=429)
