"""How far the site obeys the RGAA, as docs/accessibilite.md judges each criterion: the public declaration is drawn from it."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.conf import settings

SOURCE = settings.BASE_DIR / "docs" / "accessibilite.md"
CONFORME, NON_CONFORME, NON_APPLICABLE, NON_VERIFIE = "conforme", "non conforme", "non applicable", "non vérifié"
ETATS = (CONFORME, NON_CONFORME, NON_APPLICABLE, NON_VERIFIE)
LIGNE = re.compile(rf"^\| (\d+\.\d+) \| (.+?) \| ({'|'.join(ETATS)}) \| (.+?) \|$", re.MULTILINE)
DATE = re.compile(r"^Date de la revue : (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Critere:
    """A criterion of the RGAA: its number, what it asks, its state (one of `ETATS`), what was seen and how."""

    numero: str
    intitule: str
    etat: str
    constat: str


@dataclass(frozen=True)
class Revue:
    """A review of the whole site."""

    le: date
    criteres: tuple[Critere, ...]
    technologies: tuple[str, ...]
    environnement: tuple[str, ...]
    pages: tuple[str, ...]

    def en_etat(self, etat: str) -> list[Critere]:
        """Return the criteria in one of `ETATS`."""
        return [un for un in self.criteres if un.etat == etat]

    @property
    def non_conformes(self):
        """The criteria that are not met."""
        return self.en_etat(NON_CONFORME)

    @property
    def non_verifies(self):
        """The criteria that nobody could judge: nothing says that they are met."""
        return self.en_etat(NON_VERIFIE)

    @property
    def nombres(self):
        """How many criteria are `conformes`, how many are `applicables`: what is not verified counts among the latter alone."""
        nombres = Counter(un.etat for un in self.criteres)
        return {"conformes": nombres[CONFORME], "applicables": len(self.criteres) - nombres[NON_APPLICABLE]}

    @property
    def taux(self):
        """The share of the criteria that apply which are met, in whole percents: 99 is never rounded up to 100."""
        return self.nombres["conformes"] * 100 // self.nombres["applicables"]

    @property
    def etat(self):
        """The words that the law asks for (arrêté du 20 septembre 2019): totally at 100 %, partially from 50 %."""
        if self.taux == 100:
            return "totalement conforme"
        return "partiellement conforme" if self.taux >= 50 else NON_CONFORME


def lire(texte: str) -> Revue:
    """Read a review.

    Raises AttributeError or ValueError when it does not say its date.
    """
    return Revue(
        le=date.fromisoformat(DATE.search(texte)[1]),
        criteres=tuple(Critere(*un) for un in LIGNE.findall(texte)),
        technologies=_liste(texte, "Technologies"),
        environnement=_liste(texte, "Environnement de test"),
        pages=_liste(texte, "Pages évaluées"),
    )


def _liste(texte, titre):
    """Return the points of the list under a heading."""
    partie = texte.partition(f"\n## {titre}\n")[2].partition("\n## ")[0]
    return tuple(re.findall(r"^- (.+)$", partie, re.MULTILINE))


REVUE = lire(SOURCE.read_text(encoding="utf-8"))
"""The review that the site publishes, read at the start: a fault of the file stops it there."""
