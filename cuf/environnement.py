"""Read settings from the environment, failing loudly with a line that says what to do."""

import os
import sys
from pathlib import Path

CODE_D_ECHEC = 3
"""What gunicorn calls WORKER_BOOT_ERROR: after any other code, it would start the worker again, for ever."""


def echouer(message):
    """Stop the process with one line on the error output and `CODE_D_ECHEC`."""
    sys.stderr.write(f"Configuration : {message}\n")
    raise SystemExit(CODE_D_ECHEC)


def texte(nom, defaut=None):
    """Return the variable `nom`, or `defaut`; without either, stop and say which variable to set."""
    valeur = os.environ.get(nom, "").strip() or defaut
    if valeur is None:
        echouer(f"la variable {nom} manque. Donnez-lui une valeur (voir docs/architecture.md, « In production »).")
    return valeur


def secret(nom, defaut):
    """Return the variable `nom`, a key that nobody guesses; without a default, one that is weak stops the process.

    Weak is what `check --deploy` warns of (security.W009): under 50 characters, or 5 different ones, or Django's own sample.
    """
    valeur = texte(nom, defaut)
    if defaut is None and (len(valeur) < 50 or len(set(valeur)) < 5 or valeur.startswith("django-insecure-")):
        echouer(f"{nom} se devine : donnez-lui au moins 50 caractères tirés au hasard (openssl rand -base64 48).")
    return valeur


def liste(nom, defaut=None):
    """Return the comma-separated variable `nom` as a list of non-empty strings."""
    return [morceau.strip() for morceau in texte(nom, defaut).split(",") if morceau.strip()]


def dossier(nom, defaut):
    """Return the variable `nom` as an absolute path, `~` being someone's home; without a default it is to be set.

    One that leads nowhere stops the process.
    """
    valeur = texte(nom, None if defaut is None else str(defaut))
    try:
        return Path(valeur).expanduser().resolve()
    except (OSError, RuntimeError):
        echouer(f"{nom} vaut « {valeur} » : ce chemin ne mène à aucun dossier.")


def entier(nom, defaut):
    """Return the variable `nom` as an integer; anything else stops the process."""
    valeur = texte(nom, str(defaut))
    if not valeur.isdecimal():
        echouer(f"{nom} vaut « {valeur} » : un nombre entier est attendu.")
    return int(valeur)


def choix(nom, valeurs, defaut):
    """Return the variable `nom` if it is one of `valeurs`; anything else stops the process."""
    valeur = texte(nom, defaut)
    if valeur not in valeurs:
        echouer(f"{nom} vaut « {valeur} » : les valeurs possibles sont {', '.join(valeurs)}.")
    return valeur
