"""What a run did: every thing of the source counted once, and all that is to be told of some."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    """What happens to a thing of the source; the first four are taken."""

    NOUVEAU = "nouveau"
    CHANGE = "changé depuis la dernière reprise"
    INCHANGE = "inchangé"
    GARDE = "modifié ou supprimé dans le portail, laissé tel quel"
    LAISSE = "laissé"
    REFUSE = "refusé"


PRIS = (Sort.NOUVEAU, Sort.CHANGE, Sort.INCHANGE, Sort.GARDE)


@dataclass(frozen=True)
class Remarque:
    """Something to tell of a thing: its kind and number in SPIP, its title, a sentence, and its row here where it has one."""

    sorte: str
    id_spip: int
    titre: str
    texte: str
    modele: str = ""
    id_objet: int = 0


@dataclass
class Compte:
    """The things of one kind."""

    sorts: Counter = field(default_factory=Counter)
    etats: Counter = field(default_factory=Counter)
    raisons: Counter = field(default_factory=Counter)
    devenus: Counter = field(default_factory=Counter)

    @property
    def trouves(self) -> int:
        """How many the source has."""
        return self.sorts.total()

    @property
    def pris(self) -> int:
        """How many are in the portal, or would be."""
        return sum(self.sorts[sort] for sort in PRIS)


@dataclass
class Bilan:
    """A run, as the report tells it."""

    source: str = ""
    forme: str = ""
    ecrit: bool = False
    duree: float = 0.0
    comptes: dict[str, Compte] = field(default_factory=dict)
    alertes: list[str] = field(default_factory=list)
    remarques: list[Remarque] = field(default_factory=list)

    def compter(self, sorte: str, sort: Sort, *, etat: str = "", raison: str = "", devenu: str = "", nombre: int = 1) -> None:
        """Count things of the source, each once."""
        compte = self.comptes.setdefault(sorte, Compte())
        compte.sorts[sort] += nombre
        if etat:
            compte.etats[etat] += nombre
        if raison:
            compte.raisons[raison] += nombre
        if devenu:
            compte.devenus[devenu] += nombre
