"""The mail server: hands it one message and says what became of it."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend


class Refus(Exception):
    """The server will never take this message: another try changes nothing."""


class Indisponible(Exception):
    """The message was not taken, and may be later."""


class Doute(Exception):
    """The whole message was handed over, and no answer came: it may have left."""


class SessionSmtp(smtplib.SMTP):
    """A session that tells a failure before the end of the message (nothing left) from one after it (nobody knows)."""

    fin_envoyee = False

    def send(self, s):
        """Send, and remember that the line that ends a message is on its way."""
        self.fin_envoyee = isinstance(s, bytes) and s.endswith(b"\r\n.\r\n")
        super().send(s)

    def data(self, msg):
        """Send the message; raises Doute when the answer to its end does not come."""
        try:
            return super().data(msg)
        except smtplib.SMTPServerDisconnected as erreur:
            if self.fin_envoyee:
                raise Doute(str(erreur)) from erreur
            raise


class Messagerie(EmailBackend):
    """Django's SMTP backend, with our session."""

    connection_class = SessionSmtp


def est_permise(adresse):
    """Return whether a message may leave for this address: outside production, only those of CUF_COURRIELS_PERMIS.

    An entry is an address, or « @ » and a domain; None lets everything leave.
    """
    permis = settings.CUF_COURRIELS_PERMIS
    adresse = adresse.lower()
    return permis is None or any(adresse == un or (un[0] == "@" and adresse.endswith(un)) for un in map(str.lower, permis))


def remettre(*, destinataire, sujet, texte, html, identifiant):
    """Hand one message to the mail server; raises Refus, Indisponible or Doute, whose text is a French line.

    Args:
        destinataire: one address.
        sujet: one line.
        texte, html: the two forms of the same content.
        identifiant: its Message-ID.
    """
    entetes = {"Message-ID": identifiant, "Auto-Submitted": "auto-generated"}  # no answer from an absent reader's machine
    connexion = get_connection()
    message = EmailMultiAlternatives(sujet, texte, to=[destinataire], headers=entetes, connection=connexion)
    message.attach_alternative(html, "text/html")
    try:
        message.send()
    except Doute as erreur:
        raise Doute(f"Le serveur de messagerie s’est tu après avoir reçu le message : {erreur}.") from erreur
    except smtplib.SMTPRecipientsRefused as erreur:
        _refuser(*erreur.recipients[next(iter(erreur.recipients))])
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as erreur:
        _refuser(erreur.smtp_code, erreur.smtp_error)
    except smtplib.SMTPResponseException as erreur:
        # The session itself was refused (greeting, password): nothing is said of this message.
        reponse = _lire(erreur.smtp_error)
        raise Indisponible(f"Le serveur de messagerie refuse la connexion : {erreur.smtp_code} {reponse}") from erreur
    except OSError as erreur:
        raise Indisponible(f"Le serveur de messagerie ne répond pas : {erreur}") from erreur
    except ValueError as erreur:
        raise Refus(f"Ce message ne peut pas être écrit : {erreur}") from erreur
    finally:
        connexion.close()  # Django leaves open one that was refused halfway


def _refuser(code, reponse):
    """Raise what this answer means: 4xx comes back later, 5xx is final."""
    if 500 <= code < 600:
        raise Refus(f"Refusé par le serveur de messagerie : {code} {_lire(reponse)}")
    raise Indisponible(f"Remis à plus tard par le serveur de messagerie : {code} {_lire(reponse)}")


def _lire(reponse):
    """Return an answer of a server as one line of text."""
    texte = reponse.decode(errors="replace") if isinstance(reponse, bytes) else str(reponse)
    return " ".join(texte.split())
