"""Other sites, asked whether a page of theirs is still there. Never a machine of ours: each address is resolved, then judged.

The connection goes to the very number that was judged, so that a name that changes between the two leads nowhere else; each
redirection is judged the same.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

DELAI = 8.0
"""Seconds without an answer, of each step."""
SUITES_MAX = 5
"""Redirections followed."""
PORTS = {"http": 80, "https": 443}
_ENTETES = {"User-Agent": "CitesUniesFrance-liens/1", "Accept": "*/*", "Connection": "close"}
_TELS_QUELS = "/%?&=:@!$'()*+,;~"
# They carry an address of version 4, which may be ours: NAT64 (RFC 6052, 8215), 6to4 (RFC 3056), Teredo (RFC 4380).
_TRADUITES = [ipaddress.ip_network(un) for un in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


@dataclass(frozen=True)
class Verdict:
    """What became of an address: whether it answers; if not, why, and whether that is sure at the first time."""

    bon: bool
    raison: str = ""
    sur: bool = False


class Interdite(Exception):
    """An address that leads to a machine of ours, or to none."""


def est_publique(numero: str) -> bool:
    """Return whether an IP address is of the public network: not private, local, shared, reserved, of many, nor translated."""
    try:
        adresse = ipaddress.ip_address(numero.partition("%")[0])
    except ValueError:
        return False
    if adresse.version == 6:
        if adresse.ipv4_mapped is not None:
            adresse = adresse.ipv4_mapped
        elif any(adresse in reseau for reseau in _TRADUITES):
            return False
    return adresse.is_global and not (adresse.is_multicast or adresse.is_reserved or adresse.is_unspecified)


def numero_public(hote: str, port: int) -> str:
    """Return the number of a host; raise Interdite where any of its numbers is not public, OSError where it has none."""
    numeros = {infos[4][0] for infos in socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)}
    if not numeros or not all(map(est_publique, numeros)):
        raise Interdite(hote)
    # Version 4 first: a machine without the other would call a site dead.
    return min(numeros, key=lambda un: (":" in un, un))


def _demander(methode, adresse):
    """Return the status of an address, and where it redirects; nothing of its body is read."""
    parties = urlsplit(adresse)
    port = PORTS.get(parties.scheme)
    if port is None or not parties.hostname or parties.username is not None or parties.port not in {None, port}:
        raise Interdite(adresse)
    hote = parties.hostname.encode("idna").decode()
    numero = numero_public(hote, port)
    liaison = http.client.HTTPConnection(hote, port, timeout=DELAI)
    try:
        liaison.sock = socket.create_connection((numero, port), timeout=DELAI)
        if parties.scheme == "https":
            liaison.sock = ssl.create_default_context().wrap_socket(liaison.sock, server_hostname=hote)
        chemin = (parties.path or "/") + (f"?{parties.query}" if parties.query else "")
        liaison.request(methode, quote(chemin, safe=_TELS_QUELS), headers={"Host": hote, **_ENTETES})
        reponse = liaison.getresponse()
        return reponse.status, reponse.getheader("Location", "")
    finally:
        liaison.close()


def essayer_une(adresse: str) -> Verdict:
    """Ask an address whether it answers, by its head, then by its page where the head is refused. Raises nothing."""
    methode = "HEAD"
    try:
        for _ in range(SUITES_MAX + 2):
            statut, suite = _demander(methode, adresse)
            if statut in {301, 302, 303, 307, 308} and suite:
                adresse = urljoin(adresse, suite)
            elif methode == "HEAD" and statut >= 400:
                # Many servers refuse it, or answer it otherwise than the page.
                methode = "GET"
            else:
                return _juger(statut)
        return Verdict(False, "elle renvoie sans fin d’une adresse à l’autre", sur=True)
    except Interdite:
        return Verdict(False, "elle mène à une machine qui n’est pas sur le réseau public", sur=True)
    except (OSError, http.client.HTTPException, ValueError) as erreur:
        return Verdict(False, "le site n’existe plus" if isinstance(erreur, socket.gaierror) else "le site ne répond pas")


def _juger(statut):
    if statut < 400 or statut in {401, 403, 405, 406, 429, 451, 999}:
        # Closed to machines, or to who has no account: readers may enter.
        return Verdict(True)
    if statut in {404, 410}:
        return Verdict(False, "la page n’existe plus", sur=True)
    return Verdict(False, f"le site répond par une erreur ({statut})")
