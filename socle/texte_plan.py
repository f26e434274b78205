"""The plan of a long text: its headings, which the rendering gives an address, and their list. Nothing of it is stored."""

import re
from html import unescape
from typing import NamedTuple

from django.utils.text import slugify

TITRES_MIN = 3
"""Headings under which a text is read without its plan."""
ANCRE_MAX = 60
"""Letters of the address of a heading."""

# On HTML that was cleaned: every attribute is quoted, headings are not nested.
_TITRE = re.compile(r"<h([23])((?:\s[a-z]+=\"[^\"]*\")*)>(.*?)</h\1>", re.DOTALL)
_ANCRE = re.compile(r"<h([23])(?:\s[a-z]+=\"[^\"]*\")*? id=\"([^\"]+)\"(?:\s[a-z]+=\"[^\"]*\")*>(.*?)</h\1>", re.DOTALL)
_BALISE = re.compile(r'<(?:[^<>"]|"[^"]*")*>')


class Entree(NamedTuple):
    """A heading of a plan, and those under it."""

    titre: str
    ancre: str
    sous: list


def ancrer(html: str, prefixe: str) -> str:
    """Give each heading of the levels 2 and 3 an `id` made of its words, the same as long as they stay.

    Args:
        html: a cleaned text.
        prefixe: what the addresses begin with: another for each text of a page, and none of the page's own.
    """
    prises = set()

    def nommer(trouve):
        niveau, attributs, contenu = trouve.groups()
        mots = slugify(_mots(contenu))[:ANCRE_MAX].strip("-")
        debut = ancre = "-".join(filter(None, (prefixe, mots)))
        rang = 1
        while ancre in prises:
            rang += 1
            ancre = f"{debut}-{rang}"
        prises.add(ancre)
        return f'<h{niveau}{attributs} id="{ancre}">{contenu}</h{niveau}>' if _mots(contenu) else trouve[0]

    return _TITRE.sub(nommer, html)


def plan(html: str) -> list[Entree]:
    """Return the headings that `ancrer` named, the level 3 under the level 2; none of a text that has few."""
    titres = _ANCRE.findall(html)
    entrees = []
    if len(titres) < TITRES_MIN:
        return entrees
    for niveau, ancre, contenu in titres:
        entree = Entree(_mots(contenu), ancre, [])
        (entrees[-1].sous if niveau == "3" and entrees else entrees).append(entree)
    return entrees


def _mots(html):
    return unescape(_BALISE.sub("", html)).strip(" \t\r\n")
