"""Figures in words: « aucune collectivité », « une collectivité », « 12 collectivités », « plus de 1 000 collectivités »."""

from dataclasses import dataclass

from socle.listes import COMPTE_MAX
from socle.nombres import nombre


def en_nombre(compte: int) -> str:
    """Write a number that was counted up to `COMPTE_MAX`."""
    return f"plus de {nombre(COMPTE_MAX)}" if compte > COMPTE_MAX else nombre(compte)


@dataclass(frozen=True, kw_only=True)
class Repere:
    """A figure at the head of a page: how many rows, what is counted, and the list of what is counted.

    Attributes:
        compte: how many rows the list has, `COMPTE_MAX + 1` where there are more.
        nom, noms: what is counted, one and several: « collectivité », « collectivités ».
        note: what makes a row count, in a few words.
        adresse: the list; empty where there is none to go to.
        feminin: the gender of `nom`.
        details: (words, address) pairs of the lists of its parts, where no list holds them all.
    """

    compte: int
    nom: str
    noms: str
    note: str
    adresse: str = ""
    feminin: bool = False
    details: tuple = ()

    @property
    def est_en_mots(self) -> bool:
        """Whether the number is a word: none, one, more than can be counted."""
        return self.compte < 2 or self.compte > COMPTE_MAX

    @property
    def valeur(self) -> str:
        """The number, in words up to one: French has no plural of nothing."""
        if self.compte > 1:
            return en_nombre(self.compte).capitalize()
        return ("Aucun", "Un")[self.compte] + "e" * self.feminin

    @property
    def libelle(self) -> str:
        """What is counted, of the number that it is."""
        return self.noms if self.compte > 1 else self.nom
