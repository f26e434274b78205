"""Passwords that are tried first: a word that many choose, whatever is put around it."""

import re
import unicodedata
from functools import cached_property
from itertools import pairwise

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

SIGNES_MIN = 5
"""Different signs below which a password is found at once, however long it is."""

# Django's list is of English words: what French people choose, and what one thinks of here. Keyboards are read line by line.
_NOTRES = """
    motdepasse monmotdepasse nouveaumotdepasse changezmoi azerty azertyuiop azertyuiopqsdfghjklm qsdfghjklm wxcvbn bonjour
    bonjouratous bienvenue soleil chocolat doudou loulou princesse jetaime coucou marseille parissaintgermain france
    liberteegalitefraternite administrateur administratrice utilisateur identifiant secretariat mairie collectivite
    collectivites citesunies citesuniesfrance cooperation jumelage portail demonstration
"""
NOTRES = frozenset(_NOTRES.split())
# Figures and signs that stand for letters.
_LETTRES = str.maketrans("013457@$!€", "oieastasie")
_REPETITION = re.compile(r"(.+?)\1+")


class MotRepandu(CommonPasswordValidator):
    """Refuse a widespread password, ours included, with figures or signs around it, for letters, or said several times."""

    def validate(self, password, user=None):
        """Raise ValidationError for a password that is a widespread word, dressed or not."""
        if any(forme in self.mots for forme in _formes(password)):
            raise ValidationError(
                "Ce mot de passe est trop répandu, même avec des chiffres autour : assemblez plutôt plusieurs mots.",
                code="password_too_common",
            )
        if _est_pauvre(password.lower()):
            raise ValidationError(
                "Ce mot de passe répète ou suit toujours les mêmes signes : assemblez plutôt plusieurs mots.",
                code="password_too_common",
            )

    @cached_property
    def mots(self):
        """The widespread words."""
        return NOTRES | self.passwords

    def get_help_text(self):
        return "Votre mot de passe ne peut pas être un mot répandu, même avec des chiffres autour."


def _est_pauvre(mot_de_passe):
    """Say whether a password has fewer than five different signs, or mostly follows the alphabet or figures, either way."""
    pas = [ord(suivant) - ord(signe) for signe, suivant in pairwise(mot_de_passe)]
    return len(set(mot_de_passe)) < SIGNES_MIN or max(pas.count(1), pas.count(-1)) > len(mot_de_passe) / 2


def _formes(mot_de_passe):
    """Return what is left of a password without its dress: accents, capitals, signs and figures, repetitions."""
    sans_accents = unicodedata.normalize("NFKD", mot_de_passe).lower()
    bas = "".join(signe for signe in sans_accents if not unicodedata.combining(signe))
    formes = {mot_de_passe.lower().strip(), bas}
    for nu in (bas, re.sub(r"^[^a-z]+|[^a-z]+$", "", bas)):
        formes |= {re.sub(r"[^a-z]", "", forme) for forme in (nu, nu.translate(_LETTRES))} | {nu}
    formes |= {repete[1] for forme in [*formes] if (repete := _REPETITION.fullmatch(forme))}
    # What is left of nearly nothing tells nothing: « a1b2… » is no widespread « ab ».
    return {forme for forme in formes if len(forme) > 3}
