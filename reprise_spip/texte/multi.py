"""Passages in several languages: `<multi>[fr]…[en]…</multi>` gives the one asked for, and keeps the others aside."""

import re

from reprise_spip.texte.atelier import Atelier

_OUVRANTE, _FERMANTE = "<multi>", "</multi>"
_LANGUE = re.compile(r"\[([a-z]{2,3}(?:_[a-z_]{1,20})?)\]")


def choisir(texte: str, atelier: Atelier) -> str:
    """Return `texte`, each passage in the language of the conversion; where it is not in it, in its first one, which is said."""
    morceaux, debut = [], 0
    while (ouvre := texte.find(_OUVRANTE, debut)) >= 0:
        fin = texte.find(_FERMANTE, ouvre)
        if fin < 0:
            break
        morceaux += [texte[debut:ouvre], _une(texte[ouvre + len(_OUVRANTE) : fin], atelier)]
        debut = fin + len(_FERMANTE)
    return "".join([*morceaux, texte[debut:]])


def _une(passage, atelier):
    langues = _lire(passage, atelier.langue)
    choisie = _proche(atelier.langue, langues)
    for langue, mots in langues.items():
        if langue != choisie and mots.strip():
            atelier.autres_langues.setdefault(langue.replace("_", "-"), []).append(mots.strip())
    if _base(choisie) == _base(atelier.langue):
        return langues[choisie]
    atelier.dire("langue", langues[choisie])
    return f'<span lang="{choisie.replace("_", "-")}">{langues[choisie]}</span>'


def _lire(passage, langue):
    """Return {language: words}; what stands before the first language is in the one asked for, as in SPIP."""
    debut, *reste = _LANGUE.split(passage)
    langues = {langue: debut} if debut.strip() or not reste else {}
    for nom, mots in zip(reste[::2], reste[1::2], strict=True):
        # A language written twice loses nothing.
        langues[nom] = f"{langues[nom]}\n\n{mots}" if nom in langues else mots
    return langues


def _proche(voulue, langues):
    if voulue in langues:
        return voulue
    return next((langue for langue in langues if _base(langue) == _base(voulue)), next(iter(langues)))


def _base(langue):
    return langue.partition("_")[0]
