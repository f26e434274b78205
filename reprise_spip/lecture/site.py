"""A whole SPIP site: what is small is held, what is long (articles) is given one by one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from reprise_spip.lecture.objets import (
    Article,
    Auteur,
    Document,
    GroupeMots,
    LienAuteur,
    LienDocument,
    LienMot,
    Mot,
    Rubrique,
)
from reprise_spip.sources import Base

_MULTI = re.compile(r"<multi>(.*?)</multi>", re.DOTALL | re.IGNORECASE)
_LANGUE = re.compile(r"\[([a-z]{2,3}(?:_[a-z]+)?)\]", re.IGNORECASE)
_NUMERO = re.compile(r"^\s*\d+\s*\.\s+")


def nom_simple(texte: str, langue: str = "fr") -> str:
    """Return the name of a rubrique or of a mot as the public site shows it: one language, no sorting number, « 01. »."""
    return _NUMERO.sub("", _MULTI.sub(lambda un: _dans(un[1], langue), texte)).strip()


def _dans(texte, langue):
    morceaux = _LANGUE.split(texte)
    versions = dict(zip(morceaux[1::2], morceaux[2::2], strict=True))
    return (versions.get(langue) or next(iter(versions.values()), morceaux[0])).strip()


class Site:
    """What is read of a source, each table once."""

    def __init__(self, base: Base):
        self.base = base

    @cached_property
    def meta(self) -> dict[str, str]:
        """The settings of the site that are texts, by name."""
        return {str(une["nom"]): une["valeur"] for une in self.base.lire("meta") if isinstance(une.get("valeur"), str)}

    @cached_property
    def rubriques(self) -> dict[int, Rubrique]:
        """The rubriques by identifier."""
        return {une.id: une for une in Rubrique.lire(self.base)}

    @cached_property
    def groupes_mots(self) -> dict[int, GroupeMots]:
        """The groups of mots by identifier."""
        return {un.id: un for un in GroupeMots.lire(self.base)}

    @cached_property
    def mots(self) -> dict[int, Mot]:
        """The mots by identifier."""
        return {un.id: un for un in Mot.lire(self.base)}

    @cached_property
    def auteurs(self) -> dict[int, Auteur]:
        """The authors by identifier."""
        return {un.id: un for un in Auteur.lire(self.base)}

    @cached_property
    def documents(self) -> dict[int, Document]:
        """The documents, logos included, by identifier."""
        return {un.id: un for un in Document.lire(self.base)}

    @cached_property
    def mots_de(self) -> dict[tuple[str, int], list[int]]:
        """The mots of each thing, `{("article", 12): [3, 41]}`."""
        return _par_objet(LienMot.lire(self.base))

    @cached_property
    def auteurs_de(self) -> dict[tuple[str, int], list[int]]:
        """The authors of each thing, `{("article", 12): [3]}`."""
        return _par_objet(LienAuteur.lire(self.base))

    @cached_property
    def documents_de(self) -> dict[tuple[str, int], list[LienDocument]]:
        """What ties documents to each thing, in their order, `{("article", 12): [LienDocument…]}`."""
        liens = defaultdict(list)
        for lien in sorted(LienDocument.lire(self.base), key=lambda un: (un.rang_lien, un.id)):
            liens[lien.objet, lien.id_objet].append(lien)
        return dict(liens)

    def articles(self) -> Iterator[Article]:
        """Give the articles one by one: their texts are never all in memory."""
        return Article.lire(self.base)

    def chemin(self, id_rubrique: int) -> list[Rubrique]:
        """Return the rubriques from the root to this one; a loop is cut where it closes, a missing one ends it."""
        chemin, vues = [], set()
        while id_rubrique and id_rubrique not in vues and id_rubrique in self.rubriques:
            vues.add(id_rubrique)
            chemin.append(self.rubriques[id_rubrique])
            id_rubrique = chemin[-1].id_parent
        return chemin[::-1]

    @cached_property
    def rubriques_en_boucle(self) -> list[Rubrique]:
        """The rubriques that never lead to the root: circular, or under one that is gone."""
        return [une for une in self.rubriques.values() if self.chemin(une.id)[0].id_parent]


def _par_objet(liens):
    par_objet = defaultdict(list)
    for lien in liens:
        par_objet[lien.objet, lien.id_objet].append(lien.id)
    return dict(par_objet)
