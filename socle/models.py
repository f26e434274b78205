from socle.acces.cercle import Cercle
from socle.envois import Envoi
from socle.journal import Journal

__all__ = ["Cercle", "Envoi", "Journal"]
