"""Passages in another language that do not say so: screen readers would read them as French (RGAA 8.7)."""

import re

from redaction.controles.base import ALERTE, Constat, Saisie

MOTS_MIN = 6
"""Words under which a passage is a name or a title, and its language a guess."""
PART = 0.25
"""Share of small words of a language that names it; French texts have about 45 % of theirs, 5 % of others'."""
LU = 60
"""Words read of a passage."""

# The commonest words of each language, those that French has too left out.
_MOTS = {
    "fr": "le la les de des du un une et en est que qui dans pour sur au aux ce cette ces il elle par avec plus pas se sont ou",
    "en": "the of and to in is that for with was are this be by from at have has will it their our we you its as on an or",
    "es": "el los las y una por para con del al se lo como más pero sus este esta han fue son muy también",
    "de": "der die das und den von zu mit dem nicht ein eine auf für im sich des auch wir ist sind werden bei",
    "it": "il di che e per una sono con non gli della dei nel alla più anche questo questa ha delle degli",
    "pt": "o os as e do da dos das em um uma para com não por mais que ao à são foi também pelo pela",
}
_PETITS = {code: frozenset(mots.split()) for code, mots in _MOTS.items()}
_NOMS = {"en": "anglais", "es": "espagnol", "de": "allemand", "it": "italien", "pt": "portugais"}
_MOT = re.compile(r"[^\W\d_]+")


def deviner(mots: str) -> str:
    """Return the code of the language of some words, when they are surely not French; empty otherwise."""
    lus = [mot.lower() for mot in _MOT.findall(mots[: LU * 20])][:LU]
    if len(lus) < MOTS_MIN:
        return ""
    parts = {code: sum(mot in petits for mot in lus) / len(lus) for code, petits in _PETITS.items()}
    code = max(parts, key=parts.get)
    return code if code != "fr" and parts[code] >= PART and parts[code] > 1.5 * parts["fr"] else ""


def langues(saisie: Saisie) -> list[Constat]:
    """Tell of each passage of a text in French that is in another language and does not say it."""
    if not saisie.francais:
        return []
    return [
        Constat(
            ALERTE,
            f"Ce passage paraît en {_NOMS[code]} : « {_debut(bloc.sans_langue)} »",
            "Sélectionnez-le, puis dites sa langue par « Choisir la langue » : il sera lu avec le bon accent.",
            nom,
            _debut(bloc.sans_langue),
        )
        for nom, texte in saisie.textes.items()
        for bloc in texte.blocs
        if (code := deviner(bloc.sans_langue))
    ]


def _debut(mots):
    return " ".join(mots.split()[:8])
