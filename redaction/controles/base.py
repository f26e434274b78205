"""What a check reads and what it says; the register by which an upper app enters one of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from redaction.controles.lecture import Texte

ALERTE, CONSEIL = "alerte", "conseil"
"""What is wrong, or may mislead a reader; what would be better."""
CONSTATS_MAX = 40
"""Remarks that are shown: beyond, nobody reads."""


@dataclass(frozen=True)
class Constat:
    """Something to look at.

    Attributes:
        niveau: `ALERTE` or `CONSEIL`.
        message: what was found.
        remede: how to mend it.
        champ: the name of the field it is about.
        extrait: words or an address of the text, by which the editor shows the place.
        propose: what to write instead of `extrait`, where that is certain.
    """

    niveau: str
    message: str
    remede: str
    champ: str = ""
    extrait: str = ""
    propose: str = ""


@dataclass(frozen=True)
class Saisie:
    """What is typed in the form of a content, and what the database knew of it.

    Attributes:
        lignes: plain texts, by the name of their field: `titre`, `chapo`…
        textes: rich texts read, by the name of their field.
        libelles: what each field is called.
        aujourdhui: today in Paris.
        debut, fin: the days of what is written about, where it is dated.
        francais: whether the content is in French.
        decoratives: keys of the pictures of the library that are said to be decorative.
        a_transcrire: by reference, the titles of the sounds and videos that the text shows and whose words nobody wrote.
        absents: references and addresses of ours that lead readers nowhere, each with why.
        morts: addresses of elsewhere that answered nobody, each with why.
        dates_liees: by reference of an event that the text leads to, its title, its first day and its last.
        partis: names of people whose mandates have all ended, each with the last one.
        electorale: the electoral period of today, in words; empty out of any.
    """

    lignes: Mapping[str, str] = field(default_factory=dict)
    textes: Mapping[str, Texte] = field(default_factory=dict)
    libelles: Mapping[str, str] = field(default_factory=dict)
    aujourdhui: date = date(2026, 1, 1)
    debut: date | None = None
    fin: date | None = None
    francais: bool = True
    decoratives: frozenset[int] = frozenset()
    a_transcrire: Mapping[str, str] = field(default_factory=dict)
    absents: Mapping[str, str] = field(default_factory=dict)
    morts: Mapping[str, str] = field(default_factory=dict)
    dates_liees: Mapping[str, tuple[str, date, date]] = field(default_factory=dict)
    partis: Mapping[str, str] = field(default_factory=dict)
    electorale: str = ""

    def phrases(self) -> list[tuple[str, str]]:
        """Return every block of words with the name of its field: the plain texts, then the blocks of the rich ones."""
        blocs = [(nom, bloc.mots) for nom, texte in self.textes.items() for bloc in texte.blocs]
        return [*((nom, mots) for nom, mots in self.lignes.items() if mots), *blocs]


Regle = Callable[[Saisie], list[Constat]]
