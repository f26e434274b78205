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


def typo(texte: str) -> str:
    """Return plain text with French typography, its addresses left alone."""
    return _hors_de(_ADRESSE, texte, _corriger)


def typo_html(html: str) -> str:
    """Return HTML with French typography in its text; tags, entities, code and addresses are left alone.

    A quotation mark or a sign next to a tag is judged by the text on its own side of the tag only.
    """
    return _hors_de(_HTML_INTOUCHABLE, html, typo)
