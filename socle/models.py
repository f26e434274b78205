from socle.acces.cercle import Cercle
from socle.envois import Envoi
from socle.generation import Generation
from socle.journal import Journal

__all__ = ["Cercle", "Envoi", "Generation", "Journal"]
