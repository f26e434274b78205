"""Who may read what: the access levels, the reader, and the one filter that applies them."""

from socle.acces.lecteur import EQUIPE, VISITEUR, Lecteur
from socle.acces.niveaux import Acces
from socle.acces.reserve import Reserve, ReserveQuerySet

__all__ = ["EQUIPE", "VISITEUR", "Acces", "Lecteur", "Reserve", "ReserveQuerySet"]
