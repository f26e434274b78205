"""Who is told of an error, and how often: by a mail that asks nothing of the database."""

import fcntl
import hashlib
import json
import logging
import threading
import time
import traceback

from django.conf import settings
from django.core.mail import mail_admins

from cuf.traces import de_la_demande, numero_de_la_demande

logger = logging.getLogger("cuf.alertes")

SILENCE = 3600
"""Seconds during which the same error is mailed once."""
COURRIELS_MAX = 10
"""Mails of errors in that time, all errors together."""
_DITES = {}


class CourrielAuxAdministrateurs(logging.Handler):
    """Mail an error to `ADMINS`: at once and not by the queue, which needs the database, and out of the way of the answer.

    The same error is mailed once in `SILENCE`, by all our processes together; no form leaves in it, nor the query of an address.
    """

    def emit(self, record):
        """Mail the record, unless enough was."""
        if not settings.ADMINS or not _a_dire(_signature(record)):
            return
        lignes = [record.getMessage(), f"Demande : {numero_de_la_demande() or 'aucune'}"]
        lignes += [f"{cle} : {valeur}" for cle, valeur in de_la_demande(record).items()]
        if record.exc_info:
            lignes += ["", "".join(traceback.format_exception(*record.exc_info))]
        lignes.append("La même erreur n’est pas envoyée de nouveau pendant une heure : voir le journal du serveur.")
        sujet = f"[Portail] {record.getMessage().splitlines()[0][:120]}"
        threading.Thread(target=_envoyer, args=(sujet, "\n".join(lignes)), name="alerte").start()


def _envoyer(sujet, corps):
    try:
        mail_admins(sujet, corps)
    except Exception as erreur:
        # A warning: an error would be mailed.
        logger.warning("This error could not be mailed to ADMINS: %s", erreur)


def _signature(record):
    """Return what two occurrences of the same error share: its kind and its place in the code, or the words of the log."""
    if record.exc_info and record.exc_info[1] is not None:
        genre, _, trace = record.exc_info
        fin = traceback.extract_tb(trace)[-1:]
        lieu = f"{genre.__qualname__} {fin[0].filename}:{fin[0].lineno}" if fin else genre.__qualname__
    else:
        lieu = f"{record.name} {record.msg}"
    return hashlib.sha256(lieu.encode()).hexdigest()[:16]


def _a_dire(signature):
    """Say whether an error is to be mailed, and note that it is; what was said is kept in a file, which every process reads."""
    maintenant = time.time()
    try:
        settings.CUF_VAR.mkdir(parents=True, exist_ok=True)
        with open(settings.CUF_VAR / "erreurs-dites.json", "a+") as fichier:
            fcntl.flock(fichier, fcntl.LOCK_EX)
            fichier.seek(0)
            dites = {cle: le for cle, le in _lire(fichier.read()).items() if maintenant - le < SILENCE}
            if signature in dites or len(dites) >= COURRIELS_MAX:
                return False
            fichier.truncate(0)
            json.dump({**dites, signature: maintenant}, fichier)
            return True
    except OSError:
        # On a disk that is full, one process says it once; the others say it too.
        if maintenant - _DITES.get(signature, 0) < SILENCE:
            return False
        _DITES[signature] = maintenant
        return True


def _lire(texte):
    try:
        dites = json.loads(texte or "{}")
        return {cle: float(le) for cle, le in dites.items()}
    except (ValueError, AttributeError, TypeError):
        return {}
