"""French typography at display: no-break spaces, apostrophes and ellipses, put right without touching what was typed.

Applying it twice changes nothing more. Addresses (web, e-mail) are never altered, nor, in HTML, the tags, the entities
and the code.
"""

import re

INSECABLE = "\u00a0"

# A pattern that begins with a run (of letters, of blanks) starts where the run does: from each of its characters, a long run
# would be read as many times as it has characters.
_ADRESSE = re.compile(r"(?:https?://|ftp://|mailto:|www\.)[^\s<>«»]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+\w", re.IGNORECASE)
_HTML_INTOUCHABLE = re.compile(
    r"<(?P<balise>code|pre|kbd|samp|script|style|textarea)\b.*?</(?P=balise)\s*>|<!--.*?-->|<[^>]*>|&#?\w+;",
    re.IGNORECASE | re.DOTALL,
)

_OUVERTE = re.compile(r"<([a-z][\w-]*)", re.IGNORECASE)
_FERMEE = re.compile(r"</([a-z][\w-]*)", re.IGNORECASE)
_LANGUE = re.compile(r"""\slang\s*=\s*["']?([\w-]*)""", re.IGNORECASE)
_VIDES = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))

_BLANC = "[ \u00a0\u202f\u2009]"
_REGLES = (
    (re.compile(r"\.\.\.(?!\.)"), "…"),
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W_])"), "’"),
    # The space before a high sign: an ordinary one becomes no-break, a narrow one already there is kept.
    (re.compile(r"(?<! ) +(?=[;:!?»](?:[\s\u00a0.,;!?»)\]]|$))"), INSECABLE),
    (re.compile(r"(?<=[\w»)\]€%…])(?=[!?]+(?:[\s\u00a0»)\]]|$))"), INSECABLE),
    (re.compile(r"(?<=[^\W\d_])(?=[:;](?:\s|$))|(?<=[»)\]])(?=[:;](?:\s|$))"), INSECABLE),
    (re.compile(r"« +|«(?=[^\s\u00a0\u202f])"), f"«{INSECABLE}"),
    (re.compile(r"(?<=[^\s\u00a0\u202f])»"), f"{INSECABLE}»"),
    # Thousands: groups of three after a group of one to three, which leaves years and telephone numbers alone.
    (
        re.compile(r"(?<![\d.,\u00a0])(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?![\d])(?! \d)"),
        lambda trouve: trouve[0].replace(" ", INSECABLE),
    ),
    (re.compile(r"(?<=\d) (?=(?:€|%|[kM]€|Md€|M€|km|ha|h|Ko|Mo|Go|millions?|milliards?)(?!\w))"), INSECABLE),
    (re.compile(r"(?<=\d\u00a0h) (?=\d{2}(?!\d))"), INSECABLE),
    (
        re.compile(r"(?<=\d|ʳ) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"),
        INSECABLE,
    ),
    (re.compile(r"\b(n°|N°|p\.|M\.|MM\.|Mme|Mmes|art\.) (?=\w)"), rf"\1{INSECABLE}"),
)


def _corriger(texte: str) -> str:
    for motif, remplacement in _REGLES:
        texte = motif.sub(remplacement, texte)
    return texte


def _hors_de(motif: re.Pattern, texte: str, corriger) -> str:
    morceaux, debut = [], 0
    for trouve in motif.finditer(texte):
        morceaux += [corriger(texte[debut : trouve.start()]), trouve[0]]
        debut = trouve.end()
    morceaux.append(corriger(texte[debut:]))
    return "".join(morceaux)


def typo(texte: str, langue: str = "fr") -> str:
    """Return plain text with French typography, its addresses left alone; a text in another language as it is."""
    return _hors_de(_ADRESSE, texte, _corriger) if _est_francais(langue) else texte


def typo_html(html: str, langue: str = "fr") -> str:
    """Return HTML with French typography in its text; tags, entities, code and addresses are left alone.

    What an attribute `lang` says to be in another language is left as it is. A quotation mark or a sign next to a tag is judged
    by the text on its own side of the tag only.
    """
    langues = [("", langue)]  # of the elements open at this point, the innermost last
    morceaux, debut = [], 0
    for trouve in _HTML_INTOUCHABLE.finditer(html):
        morceaux += [typo(html[debut : trouve.start()], langues[-1][1]), trouve[0]]
        debut = trouve.end()
        if ouverte := _OUVERTE.match(trouve[0]):
            balise = ouverte[1].lower()
            dite = _LANGUE.search(trouve[0])
            if balise not in _VIDES and not trouve["balise"]:
                langues.append((balise, dite[1] if dite else langues[-1][1]))
        elif fermee := _FERMEE.match(trouve[0]):
            _fermer(langues, fermee[1].lower())
    morceaux.append(typo(html[debut:], langues[-1][1]))
    return "".join(morceaux)


def _fermer(langues, balise):
    """Close the innermost element of that name, and those left open in it."""
    for rang in range(len(langues) - 1, 0, -1):
        if langues[rang][0] == balise:
            del langues[rang:]
            return


def _est_francais(langue):
    return langue.lower().partition("-")[0] in ("", "fr")
