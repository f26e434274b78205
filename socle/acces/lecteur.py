"""The reader: a small value, not a user. Pages, lists, feeds and files ask it the same question in the same words."""

from dataclasses import dataclass

from socle.acces.niveaux import Acces


@dataclass(frozen=True)
class Lecteur:
    """A reader: the access levels open to them, their collectivités and circles (ids), and whether they are staff."""

    niveaux: frozenset[str] = frozenset({Acces.PUBLIC.value})
    collectivites: frozenset[int] = frozenset()
    cercles: frozenset[int] = frozenset()
    equipe: bool = False

    @property
    def adherent(self):
        """Whether one of the reader's collectivités is a member of Cités Unies France today."""
        return Acces.ADHERENTS in self.niveaux

    @property
    def vue(self):
        """What lists announce to this reader: the same to all, but to the team, whose drafts and notes are kept nowhere."""
        return None if self.equipe else "tous"

    @property
    def droits(self):
        """What this reader may read in full, as a text that two readers with the same rights share; None for the team."""
        return None if self.equipe else f"{sorted(self.niveaux)}{sorted(self.cercles)}"

    def peut_lire(self, objet):
        """Say whether this reader may read `objet`, a content or a document, in full.

        Costs no query for an object that came through `annonces_pour`, at most one otherwise.
        """
        if self.equipe or objet.acces in self.niveaux:
            return True
        if objet.acces != Acces.GROUPE or not self.cercles:
            return False
        if hasattr(objet, "ids_cercles"):
            return not self.cercles.isdisjoint(objet.ids_cercles)
        return objet.cercles.filter(pk__in=self.cercles).exists()


VISITEUR = Lecteur()
EQUIPE = Lecteur(niveaux=frozenset(Acces.values), equipe=True)
