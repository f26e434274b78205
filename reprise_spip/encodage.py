"""Put right what badly configured servers did to letters, where it is certain; what is right stays as it is (decision 041).

UTF-8 read as cp1252 (or latin-1) and encoded again gives « Ã© » for « é ». Some sites then changed « Ã » into « à », or ran
SPIP's typography over the pieces: « aiguà« s », « vis-à -vis », « o\u0e60 » (domaine §1.9). A sign is repaired when no right text
could hold it there; what is strange and not certain is said, for somebody to decide.
"""

import re
from html import unescape
from itertools import islice
from typing import NamedTuple

TOURS_MAX = 3
"""How many times a text may have been encoded again."""
CONTEXTE_MAX = 40
"""Characters on each side of a sign that a report quotes, at most: its word."""
MOT_MAX = 200
"""Characters of a word beyond which it is said in several pieces."""
DOUTES_MAX = 100
"""Doubts of one text that are said."""


class Reparation(NamedTuple):
    """A word before and after; `apres` is empty where it is left as it is, for somebody to decide."""

    avant: str
    apres: str


def _octet(code):
    """Return the character that a byte became: that of cp1252, or of latin-1 where cp1252 has none."""
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


_OCTETS = {_octet(code): code for code in range(0x80, 0x100)} | {chr(code): code for code in range(0x80, 0x100)}
_SUITE = "".join({re.escape(signe) for signe, code in _OCTETS.items() if code < 0xC0})
_BLANCS = " \t\r\n"

# Signs that may well follow a capital, in a right text: « MAÇÃ », « À, Â ».
_PONCTUATION = "\u00a0»…’‘”“–—›°"
_NET = re.compile(
    rf"Ã(?![{_PONCTUATION}])[{_SUITE}]|â€[{_SUITE}]|â‚¬|â„¢|ðŸ[{_SUITE}]{{2}}|(?<=[a-zà-ÿ0-9])Â[\u00a0»·°²³§©®½¼¾]|Â«"
    rf"|(?<=[a-zà-ÿ])Ã[{_SUITE}]|(?<![A-Za-zÀ-ÿ])Ã\u00a0(?![»;:!?])|(?<=[a-zà-ÿ])Å[’“]|Å[’“](?=[a-zà-ÿ]{{2}})"
)
"""What no right text holds: one is proof that the text was encoded again."""
_SEQUENCE = re.compile(
    rf"(?<![A-ZÀ-Þ])(?:[ÂÃ][{_SUITE}]|Å[’“¸¡])|Ã(?![{_PONCTUATION}])[{_SUITE}]|â[€‚„†œ][{_SUITE}]|ð[Ÿ\x9d][{_SUITE}]{{2}}|ï¸[{_SUITE}]"
)
"""What is decoded beside right letters, once there is proof."""
_ENTITE = re.compile(r"&(?:amp;)?(#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}[0-9]{0,2});")
_PERDUES = re.compile(rf"Ã[{_SUITE} ]|â€|Â[\u00a0»]|\ufffd")
# Where an entity is shown as it is written: the converter reads those around (`reprise_spip.texte`).
_CODE = re.compile(r"<(?:code|cadre|frame|pre|html)\b", re.IGNORECASE)

# « à » for « Ã »: the sign of a continuation within a word.
_A_MINUSCULE = re.compile(r"à([©¨ª´®¯¹²³§¢±¼¶])(?=[a-zà-ÿ])")
_A_ET_GUILLEMET = re.compile(r"(?<=[a-ikm-zà-æè-ÿ])à([«»])(?:(?=[a-zà-ÿ])|[ \u00a0](?=s\b))")
_E_ET_C = re.compile(r"(?<=[a-zà-ÿ])é©(?=[a-zà-ÿ])")
_VIS_A_VIS = re.compile(r"(?<=[Vv]is-)à[ \u00a0](?=-vis\b)")
# UTF-8 of « à¹ » and a no-break space: one letter of another script, alone at the end of a Latin word.
_AUTRE_ECRITURE = re.compile(r"(?<=[A-Za-zÀ-ÿ])[\u0800-\u0fff](?![\u0800-\u0fff])( ?)")


def reparer(texte: str) -> tuple[str, list[Reparation]]:
    """Return a text put right, and what was repaired or is to be decided; the same text, and nothing, when it is right.

    Args:
        texte: one field of the source, markup included.
    """
    if texte.isascii() and "&" not in texte:
        return texte, []
    reparations: list[Reparation] = []
    for _ in range(TOURS_MAX):
        repare = _decoder(texte, reparations)
        if repare == texte:
            break
        texte = repare
    for motif, refaire in _ACCIDENTS:
        if motif is not _ENTITE or not _CODE.search(texte):
            texte = _remplacer(motif, refaire, texte, reparations)
    doutes = dict.fromkeys(_mot(texte, *doute.span()) for doute in islice(_PERDUES.finditer(texte), DOUTES_MAX))
    return texte, reparations + [Reparation(texte[slice(*bornes)], "") for bornes in doutes]


def _decoder(texte, reparations):
    """Undo one encoding: of the whole text where it stands to reason, else sign by sign where it is certain."""
    if not _NET.search(texte):
        return texte
    entier = _tout_decoder(texte)
    if entier is None:
        return _remplacer(_SEQUENCE, lambda trouve: _lire(trouve[0]), texte, reparations)
    # The signs of ASCII are the same in both: their words stand face to face.
    paires = zip(re.split(f"[{_BLANCS}]+", texte), re.split(f"[{_BLANCS}]+", entier), strict=True)
    reparations += [Reparation(avant, apres) for avant, apres in paires if avant != apres]
    return entier


def _tout_decoder(texte):
    """Return the text whose UTF-8 was read as cp1252; None when it is no such thing."""
    octets = bytearray()
    for signe in texte:
        code = ord(signe) if signe < "\x80" else _OCTETS.get(signe)
        if code is None:
            return None
        octets.append(code)
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return None


def _lire(sequence):
    """Return the character that a few signs were, themselves if they were none that a text holds."""
    lu = _tout_decoder(sequence)
    return sequence if lu is None or lu < "\xa0" else lu


def _entite(trouve):
    """Return the letter or sign that an entity names; those that HTML needs (« &lt; ») stay."""
    signe = unescape(f"&{trouve[1]};")
    return signe if len(signe) == 1 and (signe.isprintable() and signe > "\xa0" or signe == "\xa0") else trouve[0]


def _autre_ecriture(trouve):
    octets = trouve[0][0].encode()
    if octets[2] != 0xA0:
        return trouve[0]
    return bytes([0xC3, octets[1]]).decode() + " "


def _remplacer(motif, refaire, texte, reparations):
    morceaux, debut, mot, repare = [], 0, (0, 0), ""
    for trouve in motif.finditer(texte):
        remplace = refaire(trouve)
        if remplace == trouve[0]:
            continue
        place = _mot(texte, *trouve.span())
        if place[0] < mot[1] and mot[1] - mot[0] < MOT_MAX:
            # Another sign of the same word: one report says both.
            repare = repare.removesuffix(texte[trouve.start() : mot[1]])
            mot = (mot[0], max(mot[1], place[1]))
        else:
            if mot[1]:
                reparations.append(Reparation(texte[slice(*mot)], repare))
            mot = (max(place[0], min(mot[1], trouve.start())), place[1])
            repare = texte[mot[0] : trouve.start()]
        repare += remplace + texte[trouve.end() : mot[1]]
        morceaux += [texte[debut : trouve.start()], remplace]
        debut = trouve.end()
    if mot[1]:
        reparations.append(Reparation(texte[slice(*mot)], repare))
    return "".join([*morceaux, texte[debut:]]) if morceaux else texte


def _mot(texte, debut, fin):
    """Return where the word begins and ends that holds a place, or what is near of a long one."""
    avant = max(0, debut - CONTEXTE_MAX)
    apres = min(len(texte), fin + CONTEXTE_MAX)
    debut = max((texte.rfind(blanc, avant, debut) + 1 for blanc in _BLANCS), default=0) or avant
    return debut, min(place if (place := texte.find(blanc, fin, apres)) >= 0 else apres for blanc in _BLANCS)


_ACCIDENTS = (
    (_A_MINUSCULE, lambda trouve: _lire(f"Ã{trouve[1]}")),
    (_A_ET_GUILLEMET, lambda trouve: _lire(f"Ã{trouve[1]}")),
    (_E_ET_C, lambda trouve: "é"),
    (_VIS_A_VIS, lambda trouve: "à"),
    (_AUTRE_ECRITURE, _autre_ecriture),
    (_ENTITE, _entite),
)
