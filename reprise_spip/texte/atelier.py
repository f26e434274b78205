"""The bench of one conversion: what was set aside from the text, its notes, its reports.

What a first pass recognises (links, figures, code) leaves in the text a mark of two characters that no text may hold, around
its rank, so that later passes see words only.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reprise_spip.texte.echanges import EXTRAIT_MAX, Rapport, Resolveur

DEBUT, FIN = "\ufdd0", "\ufdd1"
"""Noncharacters of Unicode: never part of a text."""
RAPPORTS_MAX = 500
"""Reports of one article: more would not be read."""
MARQUE = re.compile(f"{DEBUT}([0-9]+){FIN}")


class Mots(NamedTuple):
    """Words that no later pass reads again."""

    texte: str


class Code(NamedTuple):
    """Words shown line by line, as they were typed; `cadre` puts them in a call-out."""

    texte: str
    cadre: bool


class Html(NamedTuple):
    """HTML in which SPIP's markup is not read."""

    source: str


class Lien(NamedTuple):
    """The beginning of a link: its tag, empty when only its words stay."""

    balise: str


class FinDeLien(NamedTuple):
    """The end of a link."""


class Bloc(NamedTuple):
    """HTML of ours that stands between paragraphs; the key of its figure, where a link around it leads somewhere."""

    html: str


class Appel(NamedTuple):
    """The call of a note, by its rank among those of the article."""

    rang: int


class Note(NamedTuple):
    """A note: the name it is called by, empty when it has a number, None when nothing calls it; its HTML."""

    nom: str | None
    html: str


@dataclass
class Atelier:
    """What one conversion keeps from a pass to the next."""

    resolveur: Resolveur | None
    """None for a line, which has neither links nor figures."""
    langue: str = "fr"
    reserve: list[Any] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rapports: dict[Rapport, None] = field(default_factory=dict)
    ancres: dict[str, str] = field(default_factory=dict)
    """Addresses of the headings that links of the article lead to, by the name of their anchor."""
    figures: dict[tuple[int, bool], str] = field(default_factory=dict)
    """HTML of those that were drawn, by their key and whether they stand beside the text."""
    autres_langues: dict[str, list[str]] = field(default_factory=dict)

    def ranger(self, element: Any) -> str:
        """Set `element` aside and return the mark that stands for it."""
        self.reserve.append(element)
        return f"{DEBUT}{len(self.reserve) - 1}{FIN}"

    def rendu(self, marque: str) -> Any:
        """Return what a mark stands for."""
        return self.reserve[int(marque[1:-1])]

    def dire(self, code: str, extrait: str) -> None:
        """Report something, with the source concerned; twice the same is once."""
        if len(self.rapports) < RAPPORTS_MAX:
            self.rapports.setdefault(Rapport(code, self.source(extrait[: 2 * EXTRAIT_MAX]).strip()[:EXTRAIT_MAX]))

    def source(self, texte: str) -> str:
        """Return a text without marks, words in their place where they stand for words."""

        def dire(trouve):
            element = self.rendu(trouve[0])
            return element.texte if isinstance(element, (Mots, Code)) else ""

        return MARQUE.sub(dire, texte) if DEBUT in texte else texte
