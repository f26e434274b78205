"""What SPIP does not read: code, frames, raw HTML, escaped signs; and what no reader must get: scripts and styles."""

import re

from reprise_spip.texte.atelier import Atelier, Code, Html, Mots

_OUVERTURE = re.compile(r"<(html|code|cadre|frame|pre|math|script|style|svg)(?:\s[^<>]*)?>|<!--", re.IGNORECASE)
_RETIRES = {"script", "style", "svg"}
# Backslashed signs are plain ones (textwheel, rule « echappe-raccourcis »).
_ECHAPPES = re.compile(r"\\([{}_\-\[\]|<>\\*#+~])")


def proteger(texte: str, atelier: Atelier) -> str:
    """Return `texte` with all that is not markup set aside. A tag that nothing closes protects nothing."""
    bas = texte.lower()
    morceaux, debut, sans_fin = [], 0, set()
    for trouve in _OUVERTURE.finditer(texte):
        if trouve.start() < debut:
            continue
        nom = (trouve[1] or "!--").lower()
        fermante = "-->" if nom == "!--" else f"</{nom}"
        fin = -1 if nom in sans_fin else bas.find(fermante, trouve.end())
        if fin < 0:
            sans_fin.add(nom)
            continue
        apres = fin + 3 if nom == "!--" else texte.find(">", fin) + 1
        if not apres:
            sans_fin.add(nom)
            continue
        morceaux += [texte[debut : trouve.start()], _ranger(nom, texte[trouve.end() : fin], trouve[0], atelier)]
        debut = apres
    morceaux.append(texte[debut:])
    return _ECHAPPES.sub(lambda trouve: atelier.ranger(Mots(trouve[1])), "".join(morceaux))


def _ranger(nom, contenu, balise, atelier):
    if nom == "!--":
        return ""
    if nom in _RETIRES:
        atelier.dire("retire", balise + contenu)
        return ""
    if nom == "html":
        return atelier.ranger(Html(contenu))
    if nom == "math":
        return atelier.ranger(Mots(contenu))
    if nom == "code" and "\n" not in contenu:
        return atelier.ranger(Mots(contenu))
    return atelier.ranger(Code(contenu.strip("\n"), cadre=nom in ("cadre", "frame")))
