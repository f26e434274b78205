from agenda.models.cycle import Cycle
from agenda.models.evenement import MIDI, MINUIT, Evenement

__all__ = ["MIDI", "MINUIT", "Cycle", "Evenement"]
