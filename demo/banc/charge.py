"""A small load generator: so many connections that ask for one page over and over, for so many seconds, and count the answers."""

import re
import socket
import threading
import time
from dataclasses import dataclass

from django.conf import settings

_LONGUEUR = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_FERMETURE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class ErreurCharge(Exception):
    """The server did not answer the page; the message is one French line."""


def lire(port, chemin):
    """Return the body of one answer, compressed as a browser asks for it. Raises ErreurCharge unless its status is 200."""
    connexion = Connexion(port, chemin)
    try:
        return connexion.demander()
    except OSError as erreur:
        raise ErreurCharge(f"{chemin} : le serveur ne répond pas ({erreur.strerror or erreur}).") from None
    finally:
        connexion.fermer()


@dataclass(frozen=True)
class Debit:
    """What a server answered: requests per second, and the time in milliseconds that 99 % of them did not pass."""

    par_seconde: float
    p99: float


def debit(port, chemin, *, connexions, secondes, session=""):
    """Return the `Debit` of `chemin` asked by so many `connexions` at once, for a visitor or with the key of a session.

    Raises ErreurCharge when an answer is not a 200.
    """
    fin, attentes, erreurs = time.monotonic() + secondes, [], []

    def demander():
        connexion = Connexion(port, chemin, session)
        try:
            while (debut := time.monotonic()) < fin:
                connexion.demander()
                attentes.append(time.monotonic() - debut)
        except (OSError, ErreurCharge) as erreur:
            erreurs.append(erreur)
        finally:
            connexion.fermer()

    debut = time.monotonic()
    fils = [threading.Thread(target=demander) for _ in range(connexions)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    if erreurs:
        message = str(erreurs[0])
        raise ErreurCharge(message if isinstance(erreurs[0], ErreurCharge) else f"{chemin} : {message}")
    # The last answers come after the end: what counts is the time they took in all.
    return Debit(len(attentes) / (time.monotonic() - debut), 1000 * sorted(attentes)[int(0.99 * len(attentes))])


class Connexion:
    """One connection, kept open as long as the server keeps it; answers carry their length (no chunks)."""

    def __init__(self, port, chemin, session=""):
        self._port = port
        self._chemin = chemin
        temoin = f"Cookie: {settings.SESSION_COOKIE_NAME}={session}\r\n" if session else ""
        self._requete = f"GET {chemin} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{temoin}\r\n".encode()
        self._prise = None

    def demander(self):
        """Return the body of one more answer."""
        if self._prise is None:
            self._prise = socket.create_connection(("127.0.0.1", self._port), timeout=30)
        self._prise.sendall(self._requete)
        tampon = b""
        while (coupe := tampon.find(b"\r\n\r\n")) < 0:
            tampon += self._recevoir()
        tete = tampon[: coupe + 2]
        if not tete.startswith(b"HTTP/1.1 200"):
            raise ErreurCharge(f"{self._chemin} : {tete.splitlines()[0].decode('latin-1')}")
        longueur = _LONGUEUR.search(tete)
        if longueur is None:
            raise ErreurCharge(f"{self._chemin} : réponse sans longueur")
        manque = int(longueur[1]) - (len(tampon) - coupe - 4)
        morceaux = [tampon[coupe + 4 :]]
        while manque > 0:
            morceaux.append(self._recevoir())
            manque -= len(morceaux[-1])
        if _FERMETURE.search(tete):
            self.fermer()
        return b"".join(morceaux)

    def fermer(self):
        """Close the connection, if it is open."""
        if self._prise is not None:
            self._prise.close()
            self._prise = None

    def _recevoir(self):
        morceau = self._prise.recv(262_144)
        if not morceau:
            raise ErreurCharge(f"{self._chemin} : connexion fermée en cours de réponse")
        return morceau
