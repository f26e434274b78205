from socle.acces.cercle import Cercle
from socle.journal import Journal

__all__ = ["Cercle", "Journal"]
