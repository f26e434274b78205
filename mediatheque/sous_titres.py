"""Captions as browsers read them (WebVTT, https://www.w3.org/TR/webvtt1/), checked line by line before they are kept."""

import re

from django.core.exceptions import ValidationError

TAILLE_MAX = 500_000  # characters

_TEMPS = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_MINUTAGE = re.compile(rf"{_TEMPS}[ \t]+-->[ \t]+{_TEMPS}((?:[ \t]+(?:vertical|line|position|size|align):[\w.,%-]+)*)[ \t]*")
_MINUTAGE_DE_SRT = re.compile(r"\d{1,2}:\d\d:\d\d,\d{1,3}\s*-->.*")
# What a caption may hold: who speaks, a language, bold, italic, underlined, a class; nothing that leads anywhere.
_MARQUE = re.compile(r"</?(?:c|i|b|u|ruby|rt)(?:\.[\w.-]+)*>|<v(?:\.[\w.-]+)*[ \t][^<>&]+>|<lang[ \t][\w-]+>|</(?:v|lang)>")


def lire_sous_titres(octets: bytes) -> str:
    """Return the text of a WebVTT file. Raises ValidationError, in French, when it is no UTF-8 text."""
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        raise ValidationError(
            f"Ligne {ligne}\u00a0: ce fichier n’est pas en UTF-8. Enregistrez-le de nouveau dans cet encodage.", code="encodage"
        ) from erreur


def verifier_sous_titres(texte: str) -> str:
    """Return captions with the line breaks of Unix. Raises ValidationError, which tells the line that is wrong and why.

    Stricter than browsers, which leave out in silence what they do not read: a caption left out is one that nobody reads.
    """
    if len(texte) > TAILLE_MAX:
        raise ValidationError("Ces sous-titres sont trop longs : 500 000 caractères au plus.", code="taille")
    lignes = texte.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lignes[0]):
        _refuser(1, "un fichier WebVTT commence par « WEBVTT », seul sur sa ligne.")
    rang, dernier, repliques = 1, -1, 0
    while rang < len(lignes):
        bloc = rang
        while rang < len(lignes) and lignes[rang].strip():
            rang += 1
        if rang > bloc and (debut := _verifier_bloc(lignes[bloc:rang], bloc + 1, dernier)) is not None:
            dernier, repliques = debut, repliques + 1
        rang += 1
    if not repliques:
        _refuser(len(lignes), "il n’y a aucun sous-titre.")
    return "\n".join(lignes) + "\n"


def _verifier_bloc(lignes, numero, dernier):
    """Return when a caption begins, in milliseconds; None for a note. `numero` is that of its first line."""
    if re.match(r"NOTE(?:\s|$)", lignes[0]):
        return None
    if re.match(r"(?:STYLE|REGION)\s*$", lignes[0]):
        _refuser(numero, "les styles et les régions ne sont pas acceptés : retirez ce passage.")
    rang = 0 if "-->" in lignes[0] else 1
    if rang == len(lignes) or "-->" not in lignes[rang]:
        _refuser(numero + rang, "il manque une ligne de temps, « 00:01.000 --> 00:04.000 », avant ce texte.")
    ici = numero + rang
    if _MINUTAGE_DE_SRT.fullmatch(lignes[rang].strip()):
        _refuser(ici, "les millièmes suivent un point, et non une virgule (c’est un fichier SRT : exportez-le en WebVTT).")
    temps = _MINUTAGE.fullmatch(lignes[rang])
    if temps is None:
        _refuser(ici, "cette ligne de temps ne se lit pas : on attend « 00:01.000 --> 00:04.000 ».")
    debut, fin = _millisecondes(temps.groups()[:4]), _millisecondes(temps.groups()[4:8])
    if fin <= debut:
        _refuser(ici, "ce sous-titre finit avant de commencer.")
    if debut < dernier:
        _refuser(ici, "ce sous-titre commence avant le précédent.")
    if len(lignes) == rang + 1:
        _refuser(ici, "ce sous-titre n’a pas de texte.")
    for decalage, ligne in enumerate(lignes[rang + 1 :], ici + 1):
        if "-->" in ligne:
            _refuser(decalage, "il manque une ligne vide avant cette ligne de temps.")
        if "<" in _MARQUE.sub("", ligne):
            _refuser(decalage, "cette balise n’est pas acceptée : un sous-titre est un texte, sans lien ni programme.")
    return debut


def _millisecondes(parties):
    heures, minutes, secondes, milliemes = (int(partie or 0) for partie in parties)
    return ((heures * 60 + minutes) * 60 + secondes) * 1000 + milliemes


def _refuser(ligne, raison):
    raise ValidationError(f"Ligne {ligne}\u00a0: {raison}", code="sous_titres")
