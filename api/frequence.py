"""How often an address may ask: counted in the database, which all the workers share."""

import time
from contextlib import suppress
from ipaddress import ip_address, ip_network

from django.db import connection
from django.utils.crypto import salted_hmac

from api.models import Passage
from comptes.verrou import adresse

PAR_MINUTE = 120
"""Requests that an address may send in a minute of the clock."""
MINUTE = 60  # seconds


def attente(request):
    """Count a request and return the seconds to wait before the next one, 0 while the address is within `PAR_MINUTE`.

    One statement, which locks one row for its own time: two workers never count the same request as one.
    """
    maintenant = time.time()
    minute = int(maintenant // MINUTE)
    table = Passage._meta.db_table
    with connection.cursor() as curseur:
        curseur.execute(
            f"INSERT INTO {table} (empreinte, minute, nombre) VALUES (%s, %s, 1) "  # noqa: S608 - the name of our table
            f"ON CONFLICT (minute, empreinte) DO UPDATE SET nombre = {table}.nombre + 1 RETURNING nombre",
            [_empreinte(request, minute), minute],
        )
        (nombre,) = curseur.fetchone()
    return 0 if nombre <= PAR_MINUTE else int((minute + 1) * MINUTE - maintenant) + 1


def oublier():
    """Delete the counts of the minutes gone by."""
    Passage.objects.filter(minute__lt=int(time.time() // MINUTE)).delete()


def _empreinte(request, minute):
    """Return what stands for the address: salted with the secret of the site and with the minute, so that nothing follows anyone.

    A line of the provider gives its holder a network of IPv6 (/64): its addresses count as one.
    """
    appelant = adresse(request) or ""
    # A socket of the machine has no address: who calls by it counts as one.
    with suppress(ValueError):
        if ip_address(appelant).version == 6:
            appelant = str(ip_network(f"{appelant}/64", strict=False))
    return salted_hmac("api.frequence", f"{minute} {appelant}", algorithm="sha256").hexdigest()
